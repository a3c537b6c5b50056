using System.Globalization;
using System.Text.Json;

namespace Streaming.Core.Tests;

/// <summary>The in-memory sources of a replayed case. What one step adds to several of them is seen at once, as in the recordings.</summary>
internal sealed class ReplaySources(JsonElement recorded)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Action<IEnumerable<JsonElement>>> _adders = [];
    private readonly List<Func<long>> _latest = [];
    private long[] _visible = [];

    /// <summary>The source of a name, its rows made from the recorded cells.</summary>
    public IStreamSourceProvider<T> Add<T>(string name, Func<object?[], T> make)
    {
        string schema = recorded.GetProperty(name).GetProperty("schema").GetString()!;
        var columns = RecordedValues.Schema(schema);
        var stream = new MemoryStream<T>();
        int index = _latest.Count;
        _latest.Add(() => stream.LatestOffset);
        _adders.Add(name, rows => stream.AddData(rows.Select(row => make(RecordedValues.Row(row, columns)))));
        return new Provider<T>(this, index, stream);
    }

    public void AddData(JsonElement additions)
    {
        lock (_lock)
        {
            foreach (var addition in additions.EnumerateObject())
            {
                _adders[addition.Name](addition.Value.EnumerateArray());
            }
        }
    }

    public void AddEmptyBlock(string name)
    {
        lock (_lock)
        {
            _adders[name]([]);
        }
    }

    // The first source of a plan is asked first: what is there then is what all of them have.
    private long Visible(int index)
    {
        lock (_lock)
        {
            if (index == 0 || _visible.Length != _latest.Count)
            {
                _visible = [.. _latest.Select(latest => latest())];
            }

            return _visible[index];
        }
    }

    private sealed class Provider<T>(ReplaySources owner, int index, MemoryStream<T> stream) : IStreamSourceProvider<T>
    {
        public string ShortName => stream.ShortName;

        public IStreamSource<T> CreateSource(SourceContext context) => new Source<T>(owner, index, stream.CreateSource(context));
    }

    private sealed class Source<T>(ReplaySources owner, int index, IStreamSource<T> source) : IStreamSource<T>
    {
        public string Description => source.Description;

        public void PrepareForAvailableNow() => source.PrepareForAvailableNow();

        public string? LatestOffset(string? start, ReadLimit limit)
        {
            long visible = owner.Visible(index);
            string? latest = source.LatestOffset(start, limit);
            return latest is null || latest == start || long.Parse(latest, CultureInfo.InvariantCulture) <= visible ? latest
                : visible < 0 ? start : visible.ToString(CultureInfo.InvariantCulture);
        }

        public string? ReportLatestOffset() => source.ReportLatestOffset();

        public IReadOnlyList<SourceSplit> PlanSplits(string? start, string end) => source.PlanSplits(start, end);

        public ISourceReader<T> CreateReader() => source.CreateReader();

        public void Commit(string end) => source.Commit(end);

        public IReadOnlyDictionary<string, string> Metrics(string? end) => source.Metrics(end);

        public void Dispose() => source.Dispose();
    }
}
