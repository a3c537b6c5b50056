namespace Streaming;

/// <summary>Counts of one epoch for progress; <see cref="Total"/> and <see cref="MemoryBytes"/> are those at its end.</summary>
internal readonly record struct StateOperatorCounts(long Total, long Updated, long Removed, long DroppedByWatermark, long MemoryBytes)
{
    public static StateOperatorCounts operator +(StateOperatorCounts left, StateOperatorCounts right) => new(
        left.Total + right.Total, left.Updated + right.Updated, left.Removed + right.Removed,
        left.DroppedByWatermark + right.DroppedByWatermark, left.MemoryBytes + right.MemoryBytes);
}
