using Streaming.Core.Tests.KeyedState;
using Streaming.Testing;

namespace Streaming.Core.Tests;

/// <summary>A query with states, timers and times to live that dies after each step of a batch: nothing is lost and nothing comes twice from its state.</summary>
public sealed class DriverKeyedStateCrashTests
{
    public static TheoryData<BatchStep> Steps => [.. Enum.GetValues<BatchStep>()];

    [Theory]
    [MemberData(nameof(Steps))]
    public void TheStateIsThatOfARunWithoutCrashes(BatchStep step)
    {
        var calm = Run(null);
        var crashed = Run(step);
        Assert.Equal(calm.Values, crashed.Values);
        Assert.Equal(calm.List, crashed.List);
        Assert.Equal(calm.Rows, crashed.Rows);
    }

    private static (string Values, string List, string Rows) Run(BatchStep? step)
    {
        using var driver = new TopologyTestDriver(session => session.Read("words").Map(record => new Click(record.KeyText, What: record.ValueText)).GroupBy(click => click.User)
            .TransformWithState(() => new LetterProcessor(new TtlConfig(TimeSpan.FromSeconds(50))), TimeMode.ProcessingTime, OutputMode.Append)
            .WriteTo("out").OutputMode(OutputMode.Append).Settings(new KeyValueEncoder<string, string, string>(_ => "", Serdes.Utf8, row => row, Serdes.Utf8)));
        var words = driver.Text("words");
        var output = driver.ReadText("out");
        var rows = new List<string>();
        for (int round = 0; round < 20; round++)
        {
            words.PipeKeyValues(($"k{round % 4}", $"set={round} add=e{round} inc=m timer=15 list map timers"));
            if (step is { } last)
            {
                driver.Crash(last);
            }

            // A batch that was not committed runs again, with the time that was logged.
            driver.ProcessAll();
            var written = output.ReadAllValues().Select(value => value!).ToList();
            rows.AddRange(written.Distinct());
            driver.Clock.Advance(TimeSpan.FromSeconds(5));
        }

        return (
            string.Join(' ', driver.State<string, long>(variable: "value").OrderBy(row => row.Key, StringComparer.Ordinal)),
            string.Join(' ', driver.State<string, string>(variable: "list").OrderBy(row => row.Key, StringComparer.Ordinal)),
            string.Join('\n', rows));
    }
}
