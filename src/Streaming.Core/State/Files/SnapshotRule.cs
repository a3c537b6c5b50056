namespace Streaming;

/// <summary>When a snapshot is made.</summary>
/// <param name="MinDeltas">Deltas after which one is made at the earliest.</param>
/// <param name="WaitForChange">Whether it waits until the deltas weigh half as much as the last one.</param>
internal readonly record struct SnapshotRule(int MinDeltas, bool WaitForChange)
{
    private const int MostWaited = 10;

    /// <summary>Deltas after which one is made in any case.</summary>
    public int MostDeltas => WaitForChange ? (int)Math.Min(int.MaxValue, (long)MinDeltas * MostWaited) : MinDeltas;
}
