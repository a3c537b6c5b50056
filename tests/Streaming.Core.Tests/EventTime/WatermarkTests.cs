using Streaming.Core.Tests.DataFrames;

namespace Streaming.Core.Tests.EventTime;

/// <summary>The watermark of a query: when it moves, what is late, when finished groups come out.</summary>
public sealed class WatermarkTests
{
    public sealed record Reading(string Sensor, DateTimeOffset? Time);

    [Theory]
    [MemberData(nameof(EngineVariant.All), MemberType = typeof(EngineVariant))]
    public async Task AppendEmitsAGroupWhenTheWatermarkPassesItsTime(EngineVariant variant)
    {
        var batches = await FrameRun.BatchesAsync(
            variant,
            rows => rows.WithWatermark("Time", "10 seconds").GroupBy("Time").Count().SelectExpr("CAST(Time AS BIGINT) AS t", "count"),
            OutputMode.Append,
            [At(100), At(100), At(105)], [At(114)], [At(116), At(95), At(null)], [At(130)], [At(200)], [At(201)]);

        // A restart forgets the epoch without data that was due, so what it would have emitted comes with the next data.
        string[] all = [.. batches.SelectMany(batch => batch)];
        Assert.Equal(["[100,2]", "[105,1]", "[114,1]", "[116,1]", "[130,1]"], all.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task AnEpochWithoutDataEmitsWhatIsFinished()
    {
        var batches = await FrameRun.BatchesAsync(
            new EngineVariant(1, 1024, false),
            rows => rows.WithWatermark("Time", "10 seconds").GroupBy("Time").Count().SelectExpr("CAST(Time AS BIGINT) AS t", "count"),
            OutputMode.Append,
            [At(100)], [At(110)], [At(99), At(111)]);
        Assert.Equal(["", "", "", "[100,1]", "", ""], batches.Select(batch => string.Join(" ", batch)));
    }

    private static Reading At(int? seconds) => new("s", seconds is { } time ? DateTimeOffset.FromUnixTimeSeconds(time) : null);
}
