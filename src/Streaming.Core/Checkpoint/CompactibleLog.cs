using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Streaming;

/// <summary>A log of small JSON entries, some per batch: a file <c>N</c> a batch, and every so many batches one <c>N.compact</c> with all entries so far.</summary>
/// <remarks>Spark's format: a line <c>v1</c>, then an entry a line. One thread, one owner.</remarks>
internal abstract class CompactibleLog<TEntry>
{
    private const string Suffix = ".compact";
    private static readonly UTF8Encoding s_utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private readonly IFileSystem _files;
    private readonly int _interval;
    private readonly bool _deletes;
    private readonly SortedSet<long> _ids = [];
    private readonly SortedSet<long> _compacts = [];

    protected CompactibleLog(IFileSystem files, string folder, int interval = 10, bool deletes = true)
    {
        _files = files;
        Folder = folder;
        _deletes = deletes;
        files.CreateFolder(folder);
        DurableFile.DeleteTemporary(files, folder);
        foreach (string name in files.ListFiles(folder))
        {
            if (IdOf(name) is { } id)
            {
                (name.EndsWith(Suffix, StringComparison.Ordinal) ? _compacts : _ids).Add(id);
            }
        }

        // A log that was compacted goes on in its own rhythm.
        _interval = _compacts.Count == 0 ? interval : Derive(interval, _compacts.Max);
    }

    public string Folder { get; }

    /// <summary>The newest batch in the log; -1 where there is none.</summary>
    public long LatestId => Math.Max(_ids.Count == 0 ? -1 : _ids.Max, _compacts.Count == 0 ? -1 : _compacts.Max);

    public bool Contains(long id) => id <= LatestId && (_ids.Contains(id) || _compacts.Contains(id) || (_compacts.Count > 0 && id < _compacts.Max));

    /// <summary>Writes the entries of a batch, on the disk when this returns.</summary>
    public void Add(long id, IReadOnlyList<TEntry> entries)
    {
        bool isCompaction = (id + 1) % _interval == 0;
        var all = isCompaction ? [.. ReadAll(), .. entries] : entries;
        var text = new StringBuilder("v1");
        foreach (var entry in all)
        {
            text.Append('\n').Append(LogJson.Write(writer => Write(writer, entry)));
        }

        string name = DurableFile.Name(id) + (isCompaction ? Suffix : "");
        DurableFile.Write(_files, Folder, name, s_utf8.GetBytes(text.ToString()), overwrite: true);
        (isCompaction ? _compacts : _ids).Add(id);
    }

    /// <summary>Deletes files whose entries a compaction holds, but keeps those of some batches before it, so that who lists the folder meanwhile finds what it needs.</summary>
    /// <param name="keep">Files from this batch on are kept.</param>
    public void Purge(long keep)
    {
        if (!_deletes || _compacts.Count == 0)
        {
            return;
        }

        // The newest compaction before what is kept, and all that follows it.
        long needed = _compacts.Where(id => id < keep).DefaultIfEmpty(-1).Max();
        foreach (long id in _ids.Where(id => id < needed).ToList())
        {
            _files.Delete(Path.Combine(Folder, DurableFile.Name(id)));
            _ids.Remove(id);
        }

        foreach (long id in _compacts.Where(id => id < needed).ToList())
        {
            _files.Delete(Path.Combine(Folder, DurableFile.Name(id) + Suffix));
            _compacts.Remove(id);
        }
    }

    /// <summary>All entries, the oldest first.</summary>
    public IReadOnlyList<TEntry> ReadAll() => Read(_files, Folder, _ids, _compacts, Parse);

    protected static IReadOnlyList<TEntry> Read(IFileSystem files, string folder, Func<JsonElement, TEntry> parse)
    {
        var ids = new SortedSet<long>();
        var compacts = new SortedSet<long>();
        foreach (string name in files.ListFiles(folder))
        {
            if (IdOf(name) is { } id)
            {
                (name.EndsWith(Suffix, StringComparison.Ordinal) ? compacts : ids).Add(id);
            }
        }

        return Read(files, folder, ids, compacts, parse);
    }

    protected abstract void Write(Utf8JsonWriter writer, TEntry entry);

    protected abstract TEntry Parse(JsonElement element);

    private static IReadOnlyList<TEntry> Read(IFileSystem files, string folder, SortedSet<long> ids, SortedSet<long> compacts, Func<JsonElement, TEntry> parse)
    {
        var result = new List<TEntry>();
        long from = -1;
        if (compacts.Count > 0)
        {
            from = compacts.Max;
            result.AddRange(ReadFile(files, Path.Combine(folder, DurableFile.Name(from) + Suffix), parse));
        }

        long expected = from + 1;
        foreach (long id in ids.Where(id => id > from))
        {
            if (id != expected)
            {
                throw new StreamingException("MISSING_METADATA_LOG_FILE", $"The log {folder} has no file for batch {expected}, though one for batch {id}. Put back the file, or start over with a new folder.");
            }

            result.AddRange(ReadFile(files, Path.Combine(folder, DurableFile.Name(id)), parse));
            expected++;
        }

        return result;
    }

    private static IEnumerable<TEntry> ReadFile(IFileSystem files, string path, Func<JsonElement, TEntry> parse)
    {
        string[] lines = LogJson.Lines(s_utf8.GetString(DurableFile.Read(files, path)));
        if (lines is not ["v1", ..])
        {
            throw CheckpointErrors.Unreadable(path, lines.Length > 0 && lines[0].Length > 1 && lines[0][0] == 'v' && int.TryParse(lines[0].AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out int version)
                ? CheckpointErrors.NewerVersion(1, version)
                : CheckpointErrors.MalformedVersion(lines.Length > 0 ? lines[0] : ""));
        }

        var entries = new List<TEntry>();
        try
        {
            foreach (string line in lines.Skip(1))
            {
                LogJson.Read(line, element => entries.Add(parse(element)));
            }
        }
        catch (StreamingException error)
        {
            throw CheckpointErrors.Unreadable(path, error);
        }

        return entries;
    }

    private static long? IdOf(string name)
    {
        string number = name.EndsWith(Suffix, StringComparison.Ordinal) ? name[..^Suffix.Length] : name;
        return long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out long id) && DurableFile.Name(id) == number ? id : null;
    }

    private static int Derive(int wanted, long latest)
    {
        long count = latest + 1;
        if (count <= wanted)
        {
            return (int)count;
        }

        if (wanted < count / 2)
        {
            for (int divisor = wanted; divisor <= count / 2; divisor++)
            {
                if (count % divisor == 0)
                {
                    return divisor;
                }
            }
        }

        return (int)count;
    }
}
