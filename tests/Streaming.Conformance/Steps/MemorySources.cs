using System.Globalization;
using System.Text.Json;

namespace Streaming.Conformance;

/// <summary>The in-memory streams of a case. What one step adds to several of them is seen at once, as in the recordings.</summary>
internal sealed class MemorySources
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, RowMemoryStream> _streams = [];
    private readonly List<RowMemoryStream> _order = [];
    private long[] _visible = [];

    public bool Contains(string name) => _streams.ContainsKey(name);

    public void Add(string name, RowMemoryStream stream)
    {
        _streams.Add(name, stream);
        _order.Add(stream);
    }

    /// <summary>The stream in a session, which may be another one than that which it was made for.</summary>
    public DataFrame Frame(StreamingSession session, string name)
    {
        var stream = _streams[name];
        return session.ReadStream().From(new Provider(this, _order.IndexOf(stream), stream)).ToDataFrame(stream.Schema);
    }

    public void AddData(IEnumerable<JsonProperty> additions)
    {
        lock (_lock)
        {
            foreach (var addition in additions)
            {
                var stream = _streams[addition.Name];
                stream.AddData(addition.Value.EnumerateArray().Select(row => InputValues.Row(row, stream.Schema)));
            }
        }
    }

    public void AddEmptyBlock(string name)
    {
        lock (_lock)
        {
            _streams[name].AddData();
        }
    }

    // The first source of a plan is asked first: what is there then is what all of them have.
    private long Visible(int index, bool isFirst)
    {
        lock (_lock)
        {
            if (isFirst || _visible.Length != _order.Count)
            {
                _visible = [.. _order.Select(stream => stream.LatestOffset)];
            }

            return _visible[index];
        }
    }

    private sealed class Provider(MemorySources owner, int index, RowMemoryStream stream) : IStreamSourceProvider<Row>
    {
        public string ShortName => stream.ShortName;

        public IStreamSource<Row> CreateSource(SourceContext context) => new Source(owner, index, context.SourceIndex == 0, stream.CreateSource(context));
    }

    private sealed class Source(MemorySources owner, int index, bool isFirst, IStreamSource<Row> source) : IStreamSource<Row>
    {
        public string Description => source.Description;

        public void PrepareForAvailableNow() => source.PrepareForAvailableNow();

        public string? LatestOffset(string? start, ReadLimit limit)
        {
            long visible = owner.Visible(index, isFirst);
            string? latest = source.LatestOffset(start, limit);
            return latest is null || latest == start || long.Parse(latest, CultureInfo.InvariantCulture) <= visible ? latest
                : visible < 0 ? start : visible.ToString(CultureInfo.InvariantCulture);
        }

        public string? ReportLatestOffset() => source.ReportLatestOffset();

        public IReadOnlyList<SourceSplit> PlanSplits(string? start, string end) => source.PlanSplits(start, end);

        public ISourceReader<Row> CreateReader() => source.CreateReader();

        public void Commit(string end) => source.Commit(end);

        public IReadOnlyDictionary<string, string> Metrics(string? end) => source.Metrics(end);

        public void Dispose() => source.Dispose();
    }
}
