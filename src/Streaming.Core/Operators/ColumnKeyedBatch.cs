using System.Buffers;

namespace Streaming;

/// <summary>Rows of a <see cref="ColumnBatch"/> seen as keyed rows: the key columns one after another, each with a presence bit and, where there are several, its length.</summary>
internal readonly struct ColumnKeyedBatch<TValue>(ColumnBatch batch, IColumn[] keys, ArrayBufferWriter<byte> scratch, Func<int, TValue> value) : IKeyedBatch<TValue>
{
    private const byte Null = 0;
    private const byte Present = 1;

    public int Count => batch.Count;

    public ReadOnlySpan<byte> Key(int row, out bool isNull)
    {
        scratch.ResetWrittenCount();
        if (keys.Length == 1)
        {
            isNull = keys[0].IsNull(row);
            if (!isNull)
            {
                keys[0].Encode(row, scratch);
            }

            return scratch.WrittenSpan;
        }

        // A key of several columns is never null as a whole, only in its parts.
        isNull = false;
        foreach (var key in keys)
        {
            if (key.IsNull(row))
            {
                scratch.GetSpan(1)[0] = Null;
                scratch.Advance(1);
                continue;
            }

            int lengthAt = scratch.WrittenCount + 1;
            scratch.GetSpan(1 + sizeof(int))[0] = Present;
            scratch.Advance(1 + sizeof(int));
            key.Encode(row, scratch);
            WriteLength(lengthAt);
        }

        return scratch.WrittenSpan;
    }

    public TValue Value(int row) => value(row);

    private void WriteLength(int at)
    {
        int length = scratch.WrittenCount - at - sizeof(int);
        var written = System.Runtime.InteropServices.MemoryMarshal.AsMemory(scratch.WrittenMemory).Span;
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(written[at..], length);
    }
}
