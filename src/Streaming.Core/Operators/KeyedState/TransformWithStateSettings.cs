namespace Streaming;

/// <summary>What a stateful processor is given, for its operator.</summary>
internal sealed record TransformWithStateSettings<TIn, TKey, TOut>
{
    public required Func<StatefulProcessor<TKey, TIn, TOut>> NewProcessor { get; init; }

    public required ISerde<TKey> KeySerde { get; init; }

    public required TimeMode TimeMode { get; init; }

    public required OutputMode OutputMode { get; init; }

    /// <summary>The event time of rows that go out; null where they have none.</summary>
    public Func<TOut, DateTimeOffset?>? EventTime { get; init; }
}
