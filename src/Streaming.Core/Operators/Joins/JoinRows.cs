using System.Buffers;
using System.Buffers.Binary;

namespace Streaming;

/// <summary>Rows that one side of a join keeps for a key: all of them, or a page where there are many. Each is its epoch, time, mark and bytes.</summary>
internal sealed class JoinRows
{
    private const int EpochAt = 0;
    private const int TimeAt = 8;
    private const int MarkAt = 16;
    private const int LengthAt = 17;
    private const int Header = 21;

    private byte[] _bytes = [];

    /// <summary>The first and the last further page of the key, where this is its first page; 0 for none.</summary>
    public int FirstPage { get; set; }

    /// <summary>See <see cref="FirstPage"/>.</summary>
    public int LastPage { get; set; }

    /// <summary>Bytes in use.</summary>
    public int Length { get; private set; }

    /// <summary>The earliest time of a row; never, where there are no rows.</summary>
    public long EarliestTime { get; private set; } = long.MaxValue;

    public static JoinRows Read(ReadOnlySpan<byte> data)
    {
        var rows = new JoinRows
        {
            FirstPage = BinaryPrimitives.ReadInt32BigEndian(data),
            LastPage = BinaryPrimitives.ReadInt32BigEndian(data[sizeof(int)..]),
            _bytes = data[(2 * sizeof(int))..].ToArray(),
            Length = data.Length - (2 * sizeof(int)),
        };
        for (int at = 0; at < rows.Length; at = rows.Next(at))
        {
            rows.EarliestTime = Math.Min(rows.EarliestTime, rows.TimeOf(at));
        }

        return rows;
    }

    public void Write(ArrayBufferWriter<byte> output)
    {
        var span = output.GetSpan(2 * sizeof(int));
        BinaryPrimitives.WriteInt32BigEndian(span, FirstPage);
        BinaryPrimitives.WriteInt32BigEndian(span[sizeof(int)..], LastPage);
        output.Advance(2 * sizeof(int));
        output.Write(_bytes.AsSpan(0, Length));
    }

    public void Add(long epoch, long time, bool isMatched, ReadOnlySpan<byte> row)
    {
        int needed = checked(Length + Header + row.Length);
        if (needed > _bytes.Length)
        {
            // Most keys have a row or two: no more room than that at first.
            Array.Resize(ref _bytes, Length == 0 ? needed : Math.Max(needed, _bytes.Length * 2));
        }

        var span = _bytes.AsSpan(Length);
        BinaryPrimitives.WriteInt64BigEndian(span[EpochAt..], epoch);
        BinaryPrimitives.WriteInt64BigEndian(span[TimeAt..], time);
        span[MarkAt] = isMatched ? (byte)1 : (byte)0;
        BinaryPrimitives.WriteInt32BigEndian(span[LengthAt..], row.Length);
        row.CopyTo(span[Header..]);
        Length = needed;
        EarliestTime = Math.Min(EarliestTime, time);
    }

    /// <summary>Where the row behind one begins.</summary>
    public int Next(int at) => at + Header + BinaryPrimitives.ReadInt32BigEndian(_bytes.AsSpan(at + LengthAt));

    public long EpochOf(int at) => BinaryPrimitives.ReadInt64BigEndian(_bytes.AsSpan(at + EpochAt));

    public long TimeOf(int at) => BinaryPrimitives.ReadInt64BigEndian(_bytes.AsSpan(at + TimeAt));

    public bool IsMatched(int at) => _bytes[at + MarkAt] != 0;

    public void Mark(int at) => _bytes[at + MarkAt] = 1;

    public ReadOnlySpan<byte> RowAt(int at) => _bytes.AsSpan(at + Header, BinaryPrimitives.ReadInt32BigEndian(_bytes.AsSpan(at + LengthAt)));

    /// <summary>Keeps only the rows for which a test is true.</summary>
    public void Keep<TTest>(ref TTest test)
        where TTest : struct, IJoinRowTest
    {
        int end = 0;
        long earliest = long.MaxValue;
        for (int at = 0; at < Length;)
        {
            int next = Next(at);
            if (test.IsKept(this, at))
            {
                earliest = Math.Min(earliest, TimeOf(at));
                _bytes.AsSpan(at, next - at).CopyTo(_bytes.AsSpan(end));
                end += next - at;
            }

            at = next;
        }

        Length = end;
        EarliestTime = earliest;
    }
}
