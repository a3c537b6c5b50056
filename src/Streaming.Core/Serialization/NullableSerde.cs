using System.Buffers;

namespace Streaming;

/// <summary>The bytes of the value; null is kept outside the bytes, as for every serde.</summary>
internal sealed class NullableSerde<T>(ISerde<T> inner) : ISerde<T?>, ISizedSerde
    where T : struct
{
    public int FixedSize => inner is ISizedSerde sized ? sized.FixedSize : -1;

    public void Write(T? value, ArrayBufferWriter<byte> output) => inner.Write(value.GetValueOrDefault(), output);

    public T? Read(ReadOnlySpan<byte> data) => inner.Read(data);
}
