namespace Streaming;

/// <summary>The watermark of a query: the largest event time of each watermark node less its delay, combined by a policy. It never goes back.</summary>
/// <remarks>Only the combined watermark outlives a restart, as in Spark.</remarks>
internal sealed class WatermarkTracker(IReadOnlyList<long> delaysMs, bool isMax, long watermarkMs)
{
    private readonly long?[] _watermarks = new long?[delaysMs.Count];

    /// <summary>The watermark, milliseconds since 1970-01-01 UTC; 0 at first.</summary>
    public long WatermarkMs { get; private set; } = watermarkMs;

    /// <summary>Takes the event times of an epoch, one entry for each watermark node.</summary>
    public void Update(IReadOnlyList<EventTimeStats> epoch)
    {
        if (_watermarks.Length == 0)
        {
            return;
        }

        for (int i = 0; i < _watermarks.Length; i++)
        {
            long next = epoch[i].Count == 0 ? long.MinValue : Math.Max(epoch[i].MaximumMs, long.MinValue + delaysMs[i]) - delaysMs[i];

            // A stream that had no data yet holds the least at 0.
            _watermarks[i] = _watermarks[i] is { } known ? Math.Max(known, next) : epoch[i].Count == 0 ? 0 : next;
        }

        long combined = isMax ? _watermarks.Max()!.Value : _watermarks.Min()!.Value;
        WatermarkMs = Math.Max(WatermarkMs, combined);
    }
}
