using System.Buffers;

namespace Streaming;

/// <summary>Elements one after another: the count, then each with a byte for its presence (where its type has null) and its length (where that varies).</summary>
internal sealed class ElementCodec<T>(ISerde<T> serde)
{
    private static readonly bool HasNull = default(T) is null;

    private readonly int _fixedSize = Framing.FixedSizeOf(serde);

    public void Write(T value, ArrayBufferWriter<byte> output)
    {
        if (HasNull)
        {
            output.GetSpan(1)[0] = value is null ? (byte)0 : (byte)1;
            output.Advance(1);
            if (value is null)
            {
                return;
            }
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

    public T Read(ref CompositeReader reader)
    {
        if (HasNull && reader.Take(1)[0] == 0)
        {
            return default!;
        }

        return serde.Read(_fixedSize >= 0 ? reader.Take(_fixedSize) : reader.TakeVariable());
    }
}

internal sealed class ArraySerde<T>(ISerde<T> serde) : ISerde<T[]>
{
    private readonly ElementCodec<T> _element = new(serde);

    public void Write(T[] value, ArrayBufferWriter<byte> output)
    {
        Framing.WriteLength(value.Length, output);
        foreach (var item in value)
        {
            _element.Write(item, output);
        }
    }

    public T[] Read(ReadOnlySpan<byte> data)
    {
        var reader = new CompositeReader(data, typeof(T[]));
        var items = new T[Collections.TakeCount(ref reader, typeof(T[]))];
        for (int i = 0; i < items.Length; i++)
        {
            items[i] = _element.Read(ref reader);
        }

        reader.End();
        return items;
    }
}

internal sealed class ListSerde<T>(ISerde<T> serde) : ISerde<List<T>>
{
    private readonly ElementCodec<T> _element = new(serde);

    public void Write(List<T> value, ArrayBufferWriter<byte> output)
    {
        Framing.WriteLength(value.Count, output);
        foreach (var item in value)
        {
            _element.Write(item, output);
        }
    }

    public List<T> Read(ReadOnlySpan<byte> data)
    {
        var reader = new CompositeReader(data, typeof(List<T>));
        int count = Collections.TakeCount(ref reader, typeof(List<T>));
        var items = new List<T>(count);
        for (int i = 0; i < count; i++)
        {
            items.Add(_element.Read(ref reader));
        }

        reader.End();
        return items;
    }
}

/// <summary>Entries in the order of the bytes of their keys, so that the order of insertion does not show.</summary>
internal sealed class DictionarySerde<TKey, TValue>(ISerde<TKey> keySerde, ISerde<TValue> valueSerde) : ISerde<Dictionary<TKey, TValue>>
    where TKey : notnull
{
    private readonly ElementCodec<TValue> _value = new(valueSerde);

    public void Write(Dictionary<TKey, TValue> value, ArrayBufferWriter<byte> output)
    {
        Framing.WriteLength(value.Count, output);
        foreach (var (_, entry) in Collections.Sorted(value, keySerde))
        {
            Framing.WriteVariable(keySerde, entry.Key, output);
            _value.Write(entry.Value, output);
        }
    }

    public Dictionary<TKey, TValue> Read(ReadOnlySpan<byte> data)
    {
        var reader = new CompositeReader(data, typeof(Dictionary<TKey, TValue>));
        int count = Collections.TakeCount(ref reader, typeof(Dictionary<TKey, TValue>));
        var entries = new Dictionary<TKey, TValue>(count);
        for (int i = 0; i < count; i++)
        {
            var key = keySerde.Read(reader.TakeVariable());
            if (!entries.TryAdd(key, _value.Read(ref reader)))
            {
                SerdeErrors.ThrowMalformed(TypeName.Of(typeof(Dictionary<TKey, TValue>)), "a key is there twice");
            }
        }

        reader.End();
        return entries;
    }
}

/// <summary>As <see cref="DictionarySerde{TKey,TValue}"/>, without values.</summary>
internal sealed class SetSerde<T>(ISerde<T> serde) : ISerde<HashSet<T>>
    where T : notnull
{
    public void Write(HashSet<T> value, ArrayBufferWriter<byte> output)
    {
        Framing.WriteLength(value.Count, output);
        foreach (var (_, entry) in Collections.Sorted(value.Select(item => KeyValuePair.Create(item, true)), serde))
        {
            Framing.WriteVariable(serde, entry.Key, output);
        }
    }

    public HashSet<T> Read(ReadOnlySpan<byte> data)
    {
        var reader = new CompositeReader(data, typeof(HashSet<T>));
        int count = Collections.TakeCount(ref reader, typeof(HashSet<T>));
        var items = new HashSet<T>(count);
        for (int i = 0; i < count; i++)
        {
            if (!items.Add(serde.Read(reader.TakeVariable())))
            {
                SerdeErrors.ThrowMalformed(TypeName.Of(typeof(HashSet<T>)), "an item is there twice");
            }
        }

        reader.End();
        return items;
    }
}

internal static class Collections
{
    // Damaged bytes must not make the reader allocate gigabytes: every element takes at least a byte.
    public static int TakeCount(ref CompositeReader reader, Type type)
    {
        int count = reader.TakeLength();
        if (count > reader.Remaining)
        {
            SerdeErrors.ThrowMalformed(TypeName.Of(type), $"it claims {count} items in {reader.Remaining} bytes");
        }

        return count;
    }

    public static List<(byte[] Bytes, KeyValuePair<TKey, TValue> Entry)> Sorted<TKey, TValue>(IEnumerable<KeyValuePair<TKey, TValue>> entries, ISerde<TKey> serde)
    {
        var sorted = new List<(byte[] Bytes, KeyValuePair<TKey, TValue> Entry)>();
        var scratch = new ArrayBufferWriter<byte>();
        foreach (var entry in entries)
        {
            scratch.ResetWrittenCount();
            serde.Write(entry.Key, scratch);
            sorted.Add((scratch.WrittenSpan.ToArray(), entry));
        }

        sorted.Sort((left, right) => left.Bytes.AsSpan().SequenceCompareTo(right.Bytes));
        return sorted;
    }
}
