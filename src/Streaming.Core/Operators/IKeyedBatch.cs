namespace Streaming;

/// <summary>Rows with encoded keys: what a stateful operator sees of a batch, whatever kind it is. Implemented by structs.</summary>
/// <typeparam name="TValue">The type of the rows.</typeparam>
internal interface IKeyedBatch<out TValue>
{
    int Count { get; }

    /// <summary>Encoded key of a row; valid until the next call.</summary>
    ReadOnlySpan<byte> Key(int row, out bool isNull);

    /// <summary>The row itself.</summary>
    TValue Value(int row);
}
