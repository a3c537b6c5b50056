using System.Text.Json;

namespace Streaming.Core.Tests;

/// <summary>Runs recorded items of aggregates, each list of rows as one group, and compares values and error classes. Every list runs as one, and split between two accumulators whose states are written, read and merged.</summary>
internal static class AggregateRecordings
{
    public static (int Passed, List<string> Failures) Run(string group)
    {
        int passed = 0;
        var failures = new List<string>();
        foreach (var test in RecordedCases.Of(group))
        {
            if (!test.TryGetProperty("items", out var items))
            {
                continue;
            }

            foreach (var item in items.EnumerateArray())
            {
                string text = item.GetProperty("expr").GetString()!;
                string inputType = item.TryGetProperty("inputType", out var t) ? t.GetString()! : "string";
                foreach (var result in item.GetProperty("results").EnumerateArray())
                {
                    string wanted = result.TryGetProperty("out", out var value) ? FunctionRecordings.Canonical(value) : result.TryGetProperty("errorCondition", out var error) ? "ERROR " + error.GetString() : "OTHER";
                    var rows = result.GetProperty("rows").EnumerateArray().ToList();
                    string outcome = Outcome(text, inputType, rows, rows.Count);
                    if (wanted == "OTHER" ? outcome.StartsWith("ERROR", StringComparison.Ordinal) : outcome == wanted || FunctionRecordings.Close(outcome, wanted))
                    {
                        passed++;
                        continue;
                    }

                    failures.Add($"{text} [{inputType}] rows={result.GetProperty("rows")} wanted {wanted} got {outcome}");
                }
            }
        }

        return (passed, failures);
    }

    /// <summary>The result over rows of which the first ones go another way: through a state that is written and read.</summary>
    public static string Outcome(string text, string inputType, IReadOnlyList<JsonElement> rows, int first)
    {
        try
        {
            var schema = new StructType(new StructField("x", SqlParser.ParseType(inputType)));
            var source = new ListSource<int>();
            var session = StreamingSession.Create("aggregates");
            var input = PlanAnalysis.Project(
                session.ReadStream().From(source).ToDataFrame().Node, [new NamedExpression("x", new CastExpression(new LiteralExpression(null, DataTypes.Null), schema.Fields[0].Type))], isAnsi: true);
            var project = (ProjectNode)AggregateAnalysis.Build(input, [], [PlanAnalysis.Name(SqlParser.ParseExpression(text))], isAnsi: true);
            var node = (AggregateNode)project.Input;
            var binder = new Binder(schema);
            var context = new EvaluationContext();
            var output = RowBatch.Create(node.Schema, 1);
            foreach (var (i, named) in node.Aggregates.Index())
            {
                var call = (CallExpression)named.Expression;
                var bound = (BoundAggregate)binder.Bind(new CallExpression(call.Function, call.Children, call.IsDistinct));
                var filter = call.Filter is null ? null : binder.Bind(call.Filter);
                var left = Accumulate(bound, filter, schema, rows.Take(first), context);
                if (first < rows.Count)
                {
                    var right = Accumulate(bound, filter, schema, rows.Skip(first), context);
                    var written = new System.Buffers.ArrayBufferWriter<byte>();
                    left.Write(0, written);
                    var read = bound.CreateAccumulator();
                    read.Grow(1);
                    ReadOnlySpan<byte> bytes = written.WrittenSpan;
                    read.Read(0, ref bytes);
                    Assert.Equal(0, bytes.Length);
                    read.Merge(0, right, 0);
                    left = read;
                }

                output.Columns[i].Reset(0);
                left.Finish(0, output.Columns[i]);
            }

            output.Count = 1;
            return FunctionRecordings.Canonical(FunctionRecordings.Read(new Binder(node.Schema).Bind(project.Expressions[0].Expression).Compile().Evaluate(output, RowSet.All(1), context), 0));
        }
        catch (StreamingException e)
        {
            return "ERROR " + e.ErrorClass;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return "CRASH " + e.GetType().Name + " " + e.Message + e.StackTrace?.Split('\n').FirstOrDefault();
        }
    }

    private static Accumulator Accumulate(BoundAggregate bound, BoundExpression? filter, StructType schema, IEnumerable<JsonElement> rows, EvaluationContext context)
    {
        var batch = RowBatch.Create(schema, 1024);
        foreach (var row in rows)
        {
            FunctionRecordings.Append(batch.Columns[0], row);
            batch.Count++;
        }

        var accumulator = bound.CreateAccumulator();
        accumulator.Grow(1);
        if (batch.Count == 0)
        {
            return accumulator;
        }

        var wanted = RowSet.All(batch.Count);
        if (filter is not null)
        {
            var kept = (FixedVector<bool>)filter.Compile().Evaluate(batch, wanted, context);
            int[] indexes = [.. Enumerable.Range(0, batch.Count).Where(i => !kept.IsNull(i) && kept.Values[i])];
            wanted = RowSet.Of(indexes, indexes.Length);
        }

        accumulator.Update([.. bound.Children.Select(child => child.Compile().Evaluate(batch, wanted, context))], wanted, new int[1024]);
        return accumulator;
    }
}
