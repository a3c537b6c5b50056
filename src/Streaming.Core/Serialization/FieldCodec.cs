using System.Buffers;

namespace Streaming;

/// <summary>The part of a field's codec that does not know the field's type.</summary>
internal interface IFieldCodec
{
    object NewSlot();

    void ReadTo(object slot, ref CompositeReader reader, int field);
}

/// <summary>A field on its way from the reader to the constructor.</summary>
internal sealed class FieldSlot<T>
{
    public T Value = default!;

    // Emptied, so that the slot keeps nothing alive.
    public T Take()
    {
        T value = Value;
        Value = default!;
        return value;
    }
}

/// <summary>Writes and reads one field of a composite: a bit for its presence, its length where that varies, its bytes.</summary>
internal sealed class FieldCodec<T>(string name, ISerde<T> serde) : IFieldCodec
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

    public object NewSlot() => new FieldSlot<T>();

    public void ReadTo(object slot, ref CompositeReader reader, int field) => ((FieldSlot<T>)slot).Value = Read(ref reader, field);

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
internal sealed class NullableFieldCodec<T>(string name, ISerde<T> serde) : IFieldCodec
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

    public object NewSlot() => new FieldSlot<T?>();

    public void ReadTo(object slot, ref CompositeReader reader, int field) =>
        ((FieldSlot<T?>)slot).Value = reader.IsPresent(field) ? _value.Read(ref reader, field) : null;
}
