using System.Runtime.CompilerServices;

namespace Streaming;

/// <summary>Some or all rows of a batch, ascending.</summary>
internal readonly struct RowSet
{
    private readonly int[]? _indexes;

    private RowSet(int[]? indexes, int count)
    {
        _indexes = indexes;
        Count = count;
    }

    /// <summary>Number of rows in the set.</summary>
    public int Count { get; }

    /// <summary>True where the set is rows 0 to Count - 1, so that a loop may index directly.</summary>
    public bool IsAll => _indexes is null;

    /// <summary>The row at a position of the set.</summary>
    public int this[int position]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _indexes is null ? position : _indexes[position];
    }

    /// <summary>The first rows of the set.</summary>
    public RowSet First(int count) => new(_indexes, count);

    public static RowSet All(int count) => new(null, count);

    public static RowSet Of(int[] indexes, int count) => new(indexes, count);
}
