using System.Buffers;

namespace Streaming;

/// <summary>Writes and reads one field of a composite: a bit for its presence, its length where that varies, its bytes.</summary>
internal sealed class FieldCodec<T>(string name, ISerde<T> serde)
{
    private readonly int _fixedSize = Framing.FixedSizeOf(serde);

    // The bits start as ones; only an absent field pays for going back to them.
    public void Write(T value, ArrayBufferWriter<byte> output, int bitsAt, int field)
    {
        // Asked in this order, a value type is never boxed, not even in a debug build.
        if (!typeof(T).IsValueType && value is null)
        {
            Framing.Written(output)[bitsAt + (field >> 3)] &= (byte)~(1 << (field & 7));
            return;
        }

        if (_fixedSize >= 0)
        {
            serde.Write(value, output);
        }
        else
        {
            Framing.WriteVariable(serde, value, output);
        }
    }

    public T Read(ref CompositeReader reader, int field)
    {
        if (!reader.IsPresent(field))
        {
            if (typeof(T).IsValueType)
            {
                reader.ThrowAbsent(name);
            }

            return default!;
        }

        return serde.Read(_fixedSize >= 0 ? reader.Take(_fixedSize) : reader.TakeVariable());
    }
}

/// <summary>As <see cref="FieldCodec{T}"/> for a nullable value type, which knows absence without a generic null check.</summary>
internal sealed class NullableFieldCodec<T>(string name, ISerde<T> serde)
    where T : struct
{
    private readonly FieldCodec<T> _value = new(name, serde);

    public void Write(T? value, ArrayBufferWriter<byte> output, int bitsAt, int field)
    {
        if (value.HasValue)
        {
            _value.Write(value.GetValueOrDefault(), output, bitsAt, field);
        }
        else
        {
            Framing.Written(output)[bitsAt + (field >> 3)] &= (byte)~(1 << (field & 7));
        }
    }

    public T? Read(ref CompositeReader reader, int field) => reader.IsPresent(field) ? _value.Read(ref reader, field) : null;
}
