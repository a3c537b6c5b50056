using System.Text.Json;

namespace Streaming.Core.Tests;

/// <summary>The texts that Spark printed, byte for byte.</summary>
public sealed class ConsoleSinkTests
{
    private static readonly DateTimeOffset Epoch = DateTimeOffset.UnixEpoch;

    // What the query of a case computes; null: the input rows as they are. CON-25 is not here: intervals of years and of
    // single fields are types that only a DataFrame has.
    private static readonly Dictionary<string, (string[] Columns, object?[][][] Batches)?> Outputs = new()
    {
        ["CON-01"] = null,
        ["CON-04"] = null,
        ["CON-05"] = null,
        ["CON-07"] = (["window", "count(1)", "sum(v)"], [[[(Epoch, Epoch.AddSeconds(10)), 1L, 1L], [(Epoch.AddSeconds(10), Epoch.AddSeconds(20)), 1L, 2L]]]),
        ["CON-09"] = null,
        ["CON-10"] = null,
        ["CON-11"] = null,
        ["CON-12"] = null,
        ["CON-15"] = null,
        ["CON-17"] = null,
        ["CON-18"] = null,
        ["CON-19"] = null,
        ["CON-20"] = (["日本", "a_very_long_column_name_over_20", "x.y", " "], [[[1, 1, 1, 1]]]),
        ["CON-21"] = (
            ["(v % 2)", "upper(a)", "count(1)", "count(1)", "sum(v)", "avg(v)", "max((v + 1))", "collect_list(v)", "count(v) FILTER (WHERE (v > 0))"],
            [[[1, "A", 1L, 1L, 1L, 1.0, 2, new[] { 1 }, 1L]]]),
        ["CON-22"] = ([], [[[], []]]),
        ["CON-24"] = (["w", "count"], [[["a", 1L]], [["a", 2L]], []]),
        ["CON-26"] = (
            ["true", "n", "array(a,b, c])", "named_struct(x, 1, y, array(1.5))", "map(1, a)"],
            [[[true, null, new[] { "a,b", "c]" }, (1, new[] { 1.5 }), new Dictionary<int, string> { [1] = "a" }]]]),
        ["CON-29"] = null,
    };

    public static TheoryData<string> Cases => [.. Outputs.Keys];

    [Theory]
    [MemberData(nameof(Cases))]
    public void PrintsWhatSparkPrinted(string id)
    {
        var recorded = RecordedCases.Case("console", id);
        var schema = RecordedValues.Schema(recorded.GetProperty("sources").GetProperty("in").GetProperty("schema").GetString()!);
        var options = recorded.GetProperty("sink").GetProperty("options");
        int numRows = options.TryGetProperty("numRows", out var text) ? int.Parse(text.GetString()!, null) : 20;
        int truncate = options.TryGetProperty("truncate", out text) && text.GetString() == "false" ? 0 : 20;
        int batch = 0;
        foreach (var step in recorded.GetProperty("steps").EnumerateArray())
        {
            string[] columns = Outputs[id]?.Columns ?? [.. schema.Select(column => column.Name)];
            object?[][] rows = Outputs[id]?.Batches[batch] ?? [.. InputOf(step).Select(row => RecordedValues.Row(row, schema))];
            string table = ConsoleTable.Format(columns, rows, numRows, truncate);
            const string Rule = "-------------------------------------------\n";
            Assert.Equal(step.GetProperty("expect").GetProperty("console").GetString(), $"{Rule}Batch: {batch}\n{Rule}{table}");
            batch++;
        }
    }

    [Fact]
    public void WritesABatchAtOnceWithLineFeeds()
    {
        var output = new CountingWriter();
        using var sink = new ConsoleSinkProvider().CreateSink<int>(SinkRun.Context([], settings: new ConsoleSinkOptions { Output = output }));
        Assert.Equal(3, SinkRun.Epoch(sink, 0, [1, 2, 3]));
        var recorded = RecordedCases.Case("console", "CON-01").GetProperty("steps")[0].GetProperty("expect").GetProperty("console").GetString();
        Assert.Equal(recorded, output.ToString());
        Assert.Equal((1, 1), (output.Writes, output.Flushes));
        SinkRun.Epoch(sink, 1, []);
        Assert.EndsWith("Batch: 1\n-------------------------------------------\n+-----+\n|value|\n+-----+\n+-----+\n\n", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void OptionsBeatSettings()
    {
        var output = new StringWriter();
        var settings = new ConsoleSinkOptions { Output = output, NumRows = 5, Truncate = true };
        using var sink = new ConsoleSinkProvider().CreateSink<string>(SinkRun.Context([("numRows", "1"), ("TRUNCATE", "False")], settings));
        SinkRun.Epoch(sink, 0, ["a string of more than twenty characters", "b"]);
        Assert.EndsWith("|a string of more than twenty characters|\n+---------------------------------------+\nonly showing top 1 row\n", output.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("CON-13", "5")]
    [InlineData("CON-14", "3")]
    public void TruncateTakesOnlyABoolean(string id, string value)
    {
        var error = Assert.Throws<StreamingException>(() => new ConsoleSinkProvider().CreateSink<int>(SinkRun.Context([("truncate", value)])));
        Assert.StartsWith(RecordedCases.Error("console", id), error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void NumRowsTakesOnlyAnInteger() => Assert.Equal(
        "Option 'numRows' has the value 'x'; allowed is an integer.",
        Assert.Throws<StreamingException>(() => new ConsoleSinkProvider().CreateSink<int>(SinkRun.Context([("numRows", "x")]))).Message);

    [Fact]
    public void TruncationDoesNotCutAPairOfSurrogatesInHalves()
    {
        string table = ConsoleTable.Format(["x"], [["1234567890123456😀567"]]);
        Assert.Contains("|1234567890123456?...|", table, StringComparison.Ordinal);
        Assert.Contains("|abc|", ConsoleTable.Format(["x"], [["abcd"]], truncate: 3), StringComparison.Ordinal);
    }

    private static IEnumerable<JsonElement> InputOf(JsonElement step) =>
        step.GetProperty("do").TryGetProperty("add", out var add) ? add.GetProperty("in").EnumerateArray() : [];

    private sealed class CountingWriter : StringWriter
    {
        public int Writes { get; private set; }

        public int Flushes { get; private set; }

        public override void Write(string? value)
        {
            Writes++;
            base.Write(value);
        }

        public override void Flush() => Flushes++;
    }
}
