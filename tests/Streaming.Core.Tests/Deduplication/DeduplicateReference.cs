namespace Streaming.Core.Tests.Deduplication;

/// <summary>What deduplication is to do, in memory and row by row.</summary>
internal sealed class DeduplicateReference(DeduplicateReference.Kind kind, double delay)
{
    private readonly Dictionary<(string? Key, double? Time), double> _keys = [];
    private double _watermark;
    private double _previous;

    internal enum Kind
    {
        /// <summary>By key, without a watermark.</summary>
        Key,

        /// <summary>By key and event time.</summary>
        KeyAndTime,

        /// <summary>By key, below a watermark.</summary>
        KeyBelowWatermark,

        /// <summary>By key within the watermark.</summary>
        Within,
    }

    /// <summary>Keys in state.</summary>
    public int Count => _keys.Count;

    /// <summary>Rows that came too late so far.</summary>
    public int Late { get; private set; }

    /// <summary>Whether an epoch without data is to follow.</summary>
    public bool IsEpochDue { get; private set; }

    /// <summary>Runs an epoch.</summary>
    public List<Event> Run(IReadOnlyList<Event> rows)
    {
        var first = new List<Event>();
        double used = _watermark;
        foreach (var row in rows)
        {
            double? time = row.Time is { } at ? (at - DateTimeOffset.UnixEpoch).TotalSeconds : null;
            if (kind != Kind.Key && time <= _previous)
            {
                Late++;
            }
            else if (_keys.TryAdd((row.Key, kind == Kind.KeyAndTime ? time : null), kind switch
            {
                Kind.KeyAndTime => time ?? double.PositiveInfinity,
                Kind.Within => (time ?? 0) + delay,
                _ => double.PositiveInfinity,
            }))
            {
                first.Add(row);
            }

            if (kind != Kind.Key && time is { } seen)
            {
                _watermark = Math.Max(_watermark, Math.Floor((seen - delay) * 1000) / 1000);
            }
        }

        foreach (var key in _keys.Where(entry => entry.Value <= used).Select(entry => entry.Key).ToList())
        {
            _keys.Remove(key);
        }

        _previous = used;
        IsEpochDue = _watermark > used;
        return first;
    }
}
