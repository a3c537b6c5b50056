using System.Buffers;

namespace Streaming;

/// <summary>The intermediate values of an aggregate function for many groups, in typed arrays by the group's number. One thread owns it.</summary>
internal abstract class Accumulator
{
    /// <summary>Makes room for groups up to a number; new ones have no rows.</summary>
    public abstract void Grow(int groups);

    /// <summary>Forgets all groups, and keeps the memory.</summary>
    public abstract void Clear();

    /// <summary>Forgets the rows of one group, whose number is used again.</summary>
    public abstract void Reset(int group);

    /// <summary>Adds rows.</summary>
    /// <param name="arguments">The arguments' vectors.</param>
    /// <param name="rows">The rows that count.</param>
    /// <param name="groups">The group of each row of the batch.</param>
    public abstract void Update(ReadOnlySpan<ColumnVector> arguments, RowSet rows, ReadOnlySpan<int> groups);

    /// <summary>Adds a group of another accumulator of the same function.</summary>
    public abstract void Merge(int group, Accumulator other, int otherGroup);

    /// <summary>Writes a group to state.</summary>
    public abstract void Write(int group, ArrayBufferWriter<byte> output);

    /// <summary>Reads a group, and moves on behind it.</summary>
    public abstract void Read(int group, ref ReadOnlySpan<byte> data);

    /// <summary>Appends the result of a group.</summary>
    public abstract void Finish(int group, ColumnVector result);

    protected static void Grow<T>(ref T[] values, int count)
    {
        if (values.Length < count)
        {
            Array.Resize(ref values, Math.Max(count, Math.Max(64, values.Length * 2)));
        }
    }
}
