namespace Streaming;

/// <summary>How long what is written to a state variable lives, by the time of the batch. A write begins the time anew, a read does not.</summary>
/// <param name="Duration">The time to live; zero: for ever.</param>
public sealed record TtlConfig(TimeSpan Duration)
{
    /// <summary>Values live until they are removed.</summary>
    public static TtlConfig None { get; } = new(TimeSpan.Zero);

    internal long Milliseconds => (long)Duration.TotalMilliseconds;
}
