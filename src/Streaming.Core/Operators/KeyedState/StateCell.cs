using System.Buffers;
using System.Runtime.CompilerServices;

namespace Streaming;

/// <summary>A value in state: the value itself where nobody can change it, else its bytes, so that a change without an update is never kept.</summary>
internal struct StateCell<T>
{
    private T _live;
    private byte[]? _bytes;

    /// <summary>Whether there is a value.</summary>
    public bool HasValue { get; private set; }

    public T Get(ISerde<T> serde)
    {
        if (_bytes is null)
        {
            return _live;
        }

        var value = serde.Read(_bytes);
        if (Immutability<T>.Holds)
        {
            _live = value;
            _bytes = null;
        }

        return value;
    }

    public void Set(T value, ISerde<T> serde, ArrayBufferWriter<byte> scratch)
    {
        HasValue = true;
        if (Immutability<T>.Holds && Immutability<T>.IsExact(value))
        {
            _live = value;
            _bytes = null;
            return;
        }

        _live = default!;
        scratch.ResetWrittenCount();
        serde.Write(value, scratch);
        _bytes = scratch.WrittenSpan.ToArray();
    }

    public void Clear() => this = default;

    public readonly void Write(ISerde<T> serde, ArrayBufferWriter<byte> output)
    {
        if (_bytes is not null)
        {
            output.Write(_bytes);
        }
        else
        {
            serde.Write(_live, output);
        }
    }

    public static StateCell<T> Read(ReadOnlySpan<byte> data, ISerde<T> serde) => RuntimeHelpers.IsReferenceOrContainsReferences<T>()
        ? new StateCell<T> { HasValue = true, _live = default!, _bytes = data.ToArray() }
        : new StateCell<T> { HasValue = true, _live = serde.Read(data) };
}
