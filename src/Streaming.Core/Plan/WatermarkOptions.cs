namespace Streaming;

/// <summary>What a watermark does beyond its delay.</summary>
public sealed record WatermarkOptions
{
    internal static WatermarkOptions Default { get; } = new();

    /// <summary>
    /// How far ahead of the batch's time an event time may move the watermark; null (Spark's behaviour): any distance.
    /// One wrong clock then cannot make all other rows late: a time further ahead counts as the batch's time plus this.
    /// </summary>
    public TimeSpan? MaxAhead { get; init; }
}
