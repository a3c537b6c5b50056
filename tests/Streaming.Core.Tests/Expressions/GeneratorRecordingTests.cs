namespace Streaming.Core.Tests;

/// <summary>Generators give the rows that Spark gave, on the engine.</summary>
public sealed class GeneratorRecordingTests
{
    [Theory]
    [InlineData("functions_collection")]
    [InlineData("functions_format")]
    [InlineData("expressions")]
    public async Task RowsAreThoseRecorded(string group)
    {
        await using var session = StreamingSession.Create("generators");
        var failures = new List<string>();
        int passed = 0;
        foreach (var item in RecordedCases.Of(group).Where(test => test.TryGetProperty("items", out _)).SelectMany(test => test.GetProperty("items").EnumerateArray()))
        {
            string text = item.GetProperty("expr").GetString()!;
            if (!IsGenerator(text))
            {
                continue;
            }

            var schema = new StructType(new StructField("x", SqlParser.ParseType(item.TryGetProperty("inputType", out var type) ? type.GetString()! : "string")));
            foreach (var result in item.GetProperty("results").EnumerateArray())
            {
                string wanted = result.TryGetProperty("errorCondition", out var error) ? "ERROR " + error.GetString()
                    : result.TryGetProperty("outRows", out var rows) ? FunctionRecordings.Canonical(rows)
                    : $"[{FunctionRecordings.Canonical(result.GetProperty("out"))}]";
                string outcome;
                try
                {
                    var batch = RowBatch.Create(schema, 1);
                    FunctionRecordings.Append(batch.Columns[0], result.GetProperty("x"));
                    var frame = session.CreateDataFrame([[VectorValues.Get(batch.Columns[0], 0)]], schema).SelectExpr(text);
                    outcome = $"[{string.Join(',', frame.Collect().Select(row => Shown(frame.Schema, row)))}]";
                }
                catch (StreamingException e)
                {
                    outcome = "ERROR " + e.ErrorClass;
                }

                passed += outcome == wanted ? 1 : 0;
                if (outcome != wanted)
                {
                    failures.Add($"{text} x={result.GetProperty("x")} wanted {wanted} got {outcome}");
                }
            }
        }

        Assert.True(failures.Count == 0, $"{passed} passed\n{string.Join('\n', failures)}");
    }

    private static bool IsGenerator(string text)
    {
        try
        {
            return ExpressionRewriter.Any(SqlParser.ParseExpression(text), GeneratorFunctions.IsGenerator);
        }
        catch (StreamingException)
        {
            return false;
        }
    }

    private static string Shown(StructType schema, Row row)
    {
        var batch = RowBatch.Create(schema, 1);
        for (int i = 0; i < schema.Fields.Count; i++)
        {
            VectorValues.Append(batch.Columns[i], row[i]);
        }

        var cells = batch.Columns.Select(column => FunctionRecordings.Canonical(FunctionRecordings.Read(column, 0))).ToList();
        return cells.Count == 1 ? cells[0] : "{" + string.Join(",", cells.Select((cell, i) => $"{schema.Fields[i].Name}:{cell}")) + "}";
    }
}
