namespace Streaming;

/// <summary>A key with its value, as a checkpoint has them after a batch.</summary>
public sealed class StateEntry
{
    private readonly StateDecoder _decoder;

    internal StateEntry(StateDecoder decoder, int partition, bool isNullKey, byte[] key, byte[] value)
    {
        _decoder = decoder;
        Partition = partition;
        IsNullKey = isNullKey;
        KeyBytes = key;
        ValueBytes = value;
    }

    /// <summary>The state partition.</summary>
    public int Partition { get; }

    /// <summary>Whether it is the null key.</summary>
    public bool IsNullKey { get; }

    /// <summary>The encoded key.</summary>
    public ReadOnlyMemory<byte> KeyBytes { get; }

    /// <summary>The encoded value.</summary>
    public ReadOnlyMemory<byte> ValueBytes { get; }

    /// <summary>The key as columns; null where the store's keys are of a type of the program (see <see cref="ReadKey{T}"/>).</summary>
    public Row? Key => _decoder.Key(KeyBytes.Span, IsNullKey);

    /// <summary>The value as columns; null where the store's values are of a type of the program (see <see cref="ReadValue{T}"/>).</summary>
    public Row? Value => _decoder.Value(ValueBytes.Span);

    /// <summary>The key, read with the serde that the query uses; null without one: the default serde of the type.</summary>
    /// <typeparam name="T">The type of the keys.</typeparam>
    public T? ReadKey<T>(ISerde<T>? serde = null) => IsNullKey ? default : (serde ?? Serdes.Default<T>()).Read(KeyBytes.Span);

    /// <summary>The value, read with the serde that the query uses; null without one: the default serde of the type.</summary>
    /// <typeparam name="T">The type of the values.</typeparam>
    public T ReadValue<T>(ISerde<T>? serde = null) => (serde ?? Serdes.Default<T>()).Read(ValueBytes.Span);
}
