namespace Streaming.Core.Tests.DataFrames;

/// <summary>What a condition says about the time until a row may find a partner; checked against the state that Spark 4.3.0 kept.</summary>
public sealed class JoinTimeBoundsTests
{
    private static readonly StructType Left = new(new StructField("k", DataTypes.Integer), new StructField("t", DataTypes.Timestamp) { WatermarkDelayMs = 0 }, new StructField("a", DataTypes.Long));

    private static readonly StructType Right = new(new StructField("k2", DataTypes.Integer), new StructField("u", DataTypes.Timestamp) { WatermarkDelayMs = 0 }, new StructField("b", DataTypes.Long));

    [Theory]
    [InlineData("u >= t AND u <= t + interval 5 seconds", -5001L, -1L)]
    [InlineData("u > t AND u < t + interval 5 seconds", -5000L, 0L)]
    [InlineData("t > u - interval 5 seconds AND t < u + interval 10 seconds", -5000L, -10000L)]
    [InlineData("u BETWEEN t - interval 3 seconds AND t + interval 5 seconds", -5001L, -3001L)]
    [InlineData("t + interval 5 seconds >= u AND u + interval 1500 milliseconds > t", -5001L, -1500L)]
    [InlineData("u >= t AND u <= t + interval 5 seconds AND u <= t + interval 2 seconds", -5001L, -1L)]
    [InlineData("cast(t as long) >= cast(u as long) - 5 AND cast(t as long) <= cast(u as long) + 5", -5001L, -5001L)]
    [InlineData("cast(t as double) >= cast(u as double) - 5.5 AND double(t) <= double(u)", -5501L, -1L)]
    [InlineData("NOT (u < t OR u > t + interval 5 seconds)", -5001L, -1L)]
    [InlineData("u <= t + interval 1 day AND u >= t", -86_400_001L, -1L)]
    [InlineData("t >= u - interval 1 day - interval 5 seconds AND -cast(t as long) >= -cast(u as long)", -86_405_001L, -1L)]
    [InlineData("u <= t + interval 1 month AND u >= t", null, -1L)]
    [InlineData("date_trunc('second', u) <= t + interval 5 seconds AND u >= t", null, -1L)]
    [InlineData("unix_timestamp(u) <= unix_timestamp(t) + 5", null, null)]
    [InlineData("u >= t", null, -1L)]
    [InlineData("a < b", null, null)]
    [InlineData("u - t <= interval 5 seconds", null, null)]
    [InlineData("u <= t + interval 5 seconds OR a = b", null, null)]
    public void BoundsAreSparks(string condition, long? left, long? right)
    {
        var bounds = new JoinTimeBounds(Left, Right, SqlParser.ParseExpression(condition), isAnsi: true);
        Assert.Equal(left, bounds.OffsetOf(isLeft: true));
        Assert.Equal(right, bounds.OffsetOf(isLeft: false));
    }

    [Fact]
    public void WithoutAWatermarkOnTheOtherSideThereIsNoBound()
    {
        var plain = new StructType(Right.Fields.Select(field => field with { WatermarkDelayMs = null }));
        var bounds = new JoinTimeBounds(Left, plain, SqlParser.ParseExpression("u >= t AND u <= t + interval 5 seconds"), isAnsi: true);
        Assert.Null(bounds.OffsetOf(isLeft: true));
        Assert.Null(bounds.OffsetOf(isLeft: false));
        Assert.Equal(-1, bounds.OffsetOf(isLeft: false, needsEventTime: false));
    }
}
