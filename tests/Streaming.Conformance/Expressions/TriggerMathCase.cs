using System.Globalization;

namespace Streaming.Conformance;

/// <summary>Recorded trigger times: the next one after a time, by interval.</summary>
internal static class TriggerMathCase
{
    public static (int Passed, int Failed) Run(RecordedCase recorded, Differences differences)
    {
        int passed = 0;
        int failed = 0;
        foreach (var item in recorded.Json.GetProperty("expect").EnumerateArray())
        {
            int before = differences.Found.Count;
            var trigger = Trigger.ProcessingTime(TimeSpan.FromMilliseconds(item.GetProperty("interval").GetInt64()));
            long now = item.GetProperty("now").GetInt64();
            differences.Equal("next", item.GetProperty("next").GetInt64(), trigger.NextBatchTime(now), string.Create(CultureInfo.InvariantCulture, $" after {now} of {item.Text("interval")}"));
            _ = differences.Found.Count == before ? passed++ : failed++;
        }

        return (passed, failed);
    }
}
