using System.Buffers;

namespace Streaming;

/// <summary>Bitmaps of 4096 bytes.</summary>
internal sealed class BitmapAccumulator(BitmapAccumulator.Kind kind) : GroupStates<byte[]>
{
    private const int Size = 4096;

    internal enum Kind
    {
        Construct,
        Or,
        And,
    }

    protected override byte[] Create()
    {
        byte[] bits = new byte[Size];
        Array.Fill(bits, kind == Kind.And ? (byte)0xFF : (byte)0);
        return bits;
    }

    protected override void Add(byte[] state, ReadOnlySpan<ColumnVector> arguments, int row)
    {
        if (kind == Kind.Construct)
        {
            long position = ((FixedVector<long>)arguments[0]).Values[row];
            if (position is < 0 or >= Size * 8)
            {
                throw BindErrors.Make("INVALID_BITMAP_POSITION", $"The 0-indexed bitmap position {position} is out of bounds. The bitmap has {Size * 8} bits ({Size} bytes).", "22003");
            }

            state[position / 8] |= (byte)(1 << (int)(position % 8));
            return;
        }

        Join(state, ((BytesVector)arguments[0]).Value(row));
    }

    protected override void Merge(byte[] state, byte[] other) => Join(state, other);

    protected override void Write(byte[] state, ArrayBufferWriter<byte> output) => output.Write(state);

    protected override void Read(byte[] state, ref ReadOnlySpan<byte> data)
    {
        data[..Size].CopyTo(state);
        data = data[Size..];
    }

    protected override void Finish(byte[] state, ColumnVector result) => ((BytesVector)result).AppendCopy(state);

    protected override void FinishEmpty(ColumnVector result) => ((BytesVector)result).AppendCopy(Create());

    // What a shorter bitmap lacks is 0.
    private void Join(byte[] state, ReadOnlySpan<byte> bits)
    {
        for (int i = 0; i < Size; i++)
        {
            byte other = i < bits.Length ? bits[i] : (byte)0;
            state[i] = kind == Kind.And ? (byte)(state[i] & other) : (byte)(state[i] | other);
        }
    }
}
