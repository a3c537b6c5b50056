using System.Buffers;

namespace Streaming;

/// <summary>One byte for presence, then the value. A null inside a present value is written as absent with another mark.</summary>
internal sealed class OptionalSerde<T>(ISerde<T> inner) : ISerde<Optional<T>>
{
    private const byte Absent = 0;
    private const byte Present = 1;
    private const byte Null = 2;

    public void Write(Optional<T> value, ArrayBufferWriter<byte> output)
    {
        output.GetSpan(1)[0] = !value.HasValue ? Absent : value.Value is null ? Null : Present;
        output.Advance(1);
        if (value.HasValue && value.Value is not null)
        {
            inner.Write(value.Value, output);
        }
    }

    public Optional<T> Read(ReadOnlySpan<byte> data) => data switch
    {
        [Absent] => default,
        [Null] => new Optional<T> { HasValue = true, Value = default! },
        [Present, ..] => new Optional<T> { HasValue = true, Value = inner.Read(data[1..]) },
        _ => throw new FormatException($"{data.Length} bytes are no optional {typeof(T).Name}."),
    };
}
