namespace Streaming;

/// <summary>The files that a source has taken already; those older than the newest by some age are forgotten, and never taken again.</summary>
internal sealed class SeenFiles(long maxAgeMs, bool byName)
{
    private readonly Dictionary<string, long> _files = new(StringComparer.Ordinal);
    private long _newest;
    private long _forgotten;

    public int Count => _files.Count;

    public void Add(string path, long modifiedMs)
    {
        _files[Key(path)] = modifiedMs;
        _newest = Math.Max(_newest, modifiedMs);
    }

    public bool IsNew(string path, long modifiedMs) => modifiedMs >= _forgotten && !_files.ContainsKey(Key(path));

    public void Purge()
    {
        _forgotten = maxAgeMs == long.MaxValue ? 0 : Math.Max(_forgotten, _newest - maxAgeMs);
        foreach (string path in _files.Where(file => file.Value < _forgotten).Select(file => file.Key).ToList())
        {
            _files.Remove(path);
        }
    }

    private string Key(string path) => byName ? Path.GetFileName(path) : path;
}
