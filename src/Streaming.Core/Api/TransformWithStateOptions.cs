namespace Streaming;

/// <summary>What a stateful processor can be given besides.</summary>
/// <typeparam name="TOut">Rows that go out.</typeparam>
public sealed record TransformWithStateOptions<TOut>
{
    /// <summary>The event time of rows that go out, for operators with state behind; must not be before the watermark. Null: they have none.</summary>
    public Func<TOut, DateTimeOffset?>? EventTime { get; init; }
}
