namespace Streaming;

/// <summary>The rows of a batch, each as often as it has windows. Reused.</summary>
internal sealed class WindowRows
{
    private int[] _rows = new int[RecordBatch<int>.DefaultCapacity];
    private long[] _ends = new long[RecordBatch<int>.DefaultCapacity];

    public int Count { get; private set; }

    public int Row(int i) => _rows[i];

    public long End(int i) => _ends[i];

    public void Clear() => Count = 0;

    /// <summary>Takes the windows of all rows that have a time.</summary>
    public void Set<T>(RecordBatch<T> batch, FixedWindow window)
    {
        Count = 0;
        EnsureRoom(batch.Count * window.Windows);
        long size = window.SizeMicroseconds;
        long slide = window.SlideMicroseconds;
        bool isTumbling = size == slide;
        var times = batch.Timestamps;
        for (int i = 0; i < batch.Count; i++)
        {
            long time = times[i];
            if (time == RecordBatch<T>.NoTimestamp)
            {
                continue;
            }

            long start = window.LatestStart(time);
            if (isTumbling)
            {
                Add(i, start + size);
                continue;
            }

            for (; start > time - size; start -= slide)
            {
                Add(i, start + size);
            }
        }
    }

    public void Add(int row, long end)
    {
        _rows[Count] = row;
        _ends[Count++] = end;
    }

    public void EnsureRoom(int count)
    {
        if (_rows.Length < count)
        {
            _rows = new int[count];
            _ends = new long[count];
        }
    }
}
