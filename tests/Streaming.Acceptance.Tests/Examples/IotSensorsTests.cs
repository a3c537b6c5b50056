using System.Globalization;
using System.Text.Json;

namespace Streaming.Acceptance.Tests.Examples;

public sealed class IotSensorsTests
{
    [Fact]
    public async Task PrintsTheMeansOfWhatItSendsAndAlerts()
    {
        await using var program = ExampleProgram.Start("IotSensors", "--window", "3 seconds", "--limit", "0");
        await program.ExpectExit(0, TimeSpan.FromSeconds(60));
        Assert.Empty(program.ErrorLines);
        var sent = program.Lines.Where(line => line.StartsWith("Sent ", StringComparison.Ordinal)).Select(line => JsonDocument.Parse(line[5..]).RootElement).ToList();
        Assert.Equal(16, sent.Count);

        // In update mode the last row of a window has all of its events.
        var last = new Dictionary<(string, string), (long Events, double Mean)>();
        foreach (string[] cells in program.Lines.Where(line => line.StartsWith("|sensor-", StringComparison.Ordinal)).Select(line => line.Split('|', StringSplitOptions.TrimEntries)))
        {
            last[(cells[1], cells[2])] = (long.Parse(cells[4], CultureInfo.InvariantCulture), double.Parse(cells[5], CultureInfo.InvariantCulture));
        }

        var expected = sent.GroupBy(item => (item.GetProperty("sensor_id").GetString()!, Start(item.GetProperty("timestamp").GetDouble())))
            .ToDictionary(group => group.Key, group => ((long)group.Count(), Math.Round(group.Average(item => item.GetProperty("temperatura").GetDouble()), 2)));
        Assert.Equal(expected.OrderBy(entry => entry.Key), last.OrderBy(entry => entry.Key).Select(entry => KeyValuePair.Create(entry.Key, (entry.Value.Events, entry.Value.Mean))));
        Assert.Contains(program.Lines, line => line.StartsWith("ALERT sensor-", StringComparison.Ordinal));
    }

    private static string Start(double seconds) =>
        DateTimeOffset.FromUnixTimeSeconds((long)seconds / 3 * 3).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
