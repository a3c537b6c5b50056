using System.Text.Json;

namespace Streaming.Conformance;

/// <summary>Evaluates recorded expressions and aggregates in queries, and compares types, names, values and errors.</summary>
internal sealed class ExpressionCase : IAsyncDisposable
{
    private readonly RecordedCase _case;
    private readonly StreamingSession _session;
    private readonly ExpressionQuery _query;

    public ExpressionCase(RecordedCase recorded, ConformanceOptions options)
    {
        _case = recorded;
        _session = CaseSession.Create(recorded, options, TimeProvider.System);
        _session.Configuration.Set("streaming.workers", "1");
        _session.Configuration.Set("spark.sql.shuffle.partitions", "1");
        _query = new ExpressionQuery(_session);
    }

    private bool IsAggregate => _case.Kind == "aggexpr";

    public (int Passed, int Failed) Run(Differences differences)
    {
        int passed = 0;
        int failed = 0;
        foreach (var item in _case.Json.GetProperty("items").EnumerateArray())
        {
            int before = differences.Found.Count;
            try
            {
                Run(item, new ItemCheck(item, differences));
            }
            catch (Exception error)
            {
                differences.Wrong($"{item.Text("expr")}: {error.GetType().Name}: {error.Message}");
            }

            _ = differences.Found.Count == before ? passed++ : failed++;
        }

        return (passed, failed);
    }

    public ValueTask DisposeAsync() => _session.DisposeAsync();

    private void Run(JsonElement item, ItemCheck check)
    {
        string expression = item.Text("expr")!;
        var type = SqlParser.ParseType(item.Text("inputType") ?? "string");
        var schema = new StructType(new StructField("x", type));
        var results = item.GetProperty("results").EnumerateArray().ToList();
        try
        {
            check.Schema(Build(_session.CreateDataFrame(Array.Empty<Row>(), schema)).Schema);
        }
        catch (Exception error) when (error is StreamingException or ArgumentException)
        {
            results.ForEach(result => check.Result(result, [], error));
            return;
        }

        var inputs = results.Select(result => Inputs(result, type)).ToList();
        var together = IsAggregate ? null : _query.RunTogether(expression, schema, [.. inputs.Select(input => input[0])]);
        for (int i = 0; i < results.Count; i++)
        {
            // One error fails them all, and a few functions count rows: then each input has a query of its own.
            if (together is null || !check.Matches(results[i], together[i], null))
            {
                var (rows, error) = _query.Run(schema, Build, inputs[i]);
                check.Result(results[i], rows, error);
            }
        }

        DataFrame Build(DataFrame input) => IsAggregate ? input.Agg(Functions.Expr(expression)) : input.SelectExpr(expression);
    }

    private List<object?> Inputs(JsonElement result, DataType type) => IsAggregate
        ? [.. result.GetProperty("rows").EnumerateArray().Select(x => InputValues.Of(x, type))]
        : [InputValues.Of(result.GetProperty("x"), type)];
}
