namespace Streaming;

/// <summary>Finds the files with rows below some paths.</summary>
internal sealed class FileListing
{
    private readonly Func<string, bool>? _filter;

    /// <summary>Files and folders, or patterns of them.</summary>
    public required IReadOnlyList<string> Paths { get; init; }

    /// <summary>Whether files in folders below count, whatever those are called; then there are no partition columns.</summary>
    public bool IsRecursive { get; init; }

    /// <summary>Pattern of the names of files that count.</summary>
    public string? NameFilter
    {
        init => _filter = value is null ? null : PathGlob.Matcher(value);
    }

    /// <summary>Where partition folders begin; null: at each path.</summary>
    public string? BasePath { get; init; }

    /// <summary>Only files changed before this time, in milliseconds since 1970; null: no limit.</summary>
    public long? ModifiedBeforeMs { get; init; }

    /// <summary>Only files changed after this time.</summary>
    public long? ModifiedAfterMs { get; init; }

    /// <summary>The folders and options of a source.</summary>
    public static FileListing FromOptions(IReadOnlyList<string> paths, StreamOptions options, bool isStreaming) => new()
    {
        Paths = paths,
        IsRecursive = options.GetBoolean("recursiveFileLookup", false),
        NameFilter = options.Get("pathGlobFilter"),
        BasePath = options.Get("basePath") is { } basePath ? FileUri.ToPath(basePath) : null,
        ModifiedBeforeMs = isStreaming ? null : Time(options, "modifiedBefore"),
        ModifiedAfterMs = isStreaming ? null : Time(options, "modifiedAfter"),
    };

    /// <summary>Whether a file sink wrote one of the folders.</summary>
    public bool HasManifest => Paths.SelectMany(PathGlob.Expand).Any(path => Directory.Exists(Path.Combine(path, SinkLog.FolderName)));

    /// <summary>The partition folders above a file that this listing has found.</summary>
    public IReadOnlyList<KeyValuePair<string, string?>> PartitionsOf(string file)
    {
        if (IsRecursive)
        {
            return [];
        }

        string folder = Path.GetDirectoryName(Path.GetFullPath(file))!;
        foreach (string path in BasePath is null ? Paths : [BasePath])
        {
            int depth = Parts(path).Length;
            string[] parts = Parts(folder);
            if (parts.Length > depth)
            {
                return [.. parts.Skip(depth).Where(PartitionPaths.IsPartition).Select(PartitionPaths.Parse)];
            }
        }

        return [];
    }

    private static string[] Parts(string path) => Path.GetFullPath(path).Split(['/', '\\'], StringSplitOptions.RemoveEmptyEntries);

    private static long? Time(StreamOptions options, string name) => options.Get(name) is not { } text ? null
        : TimeText.TryParseTimestamp(text, TimeZoneInfo.Utc, out long micros) ? micros / 1000
        : throw StreamOptions.Invalid(name, text, "a timestamp such as 2024-01-31T12:00:00");

    /// <summary>Names that are no data: <c>_name</c> (but not <c>_name=value</c>), <c>.name</c>, files that are being copied.</summary>
    public static bool IsHidden(string name) =>
        (name.StartsWith('_') && !name.Contains('=')) || name.StartsWith('.') || name.EndsWith("._COPYING_", StringComparison.Ordinal);

    /// <summary>The files, in the order of their paths; of a folder that a file sink wrote only what was committed.</summary>
    /// <exception cref="StreamingException"><c>PATH_NOT_FOUND</c></exception>
    public IReadOnlyList<DataFile> List(bool mustExist = true)
    {
        var files = new List<DataFile>();
        foreach (string path in Paths)
        {
            var roots = PathGlob.Expand(path);
            if (roots.Count == 0 && mustExist)
            {
                throw NotFound(path);
            }

            foreach (string root in roots)
            {
                AddRoot(files, root);
            }
        }

        return files;
    }

    /// <summary>Fails where a path that is no pattern does not exist.</summary>
    public void CheckExistence()
    {
        foreach (string path in Paths)
        {
            if (!PathGlob.IsPattern(path) && !File.Exists(path) && !Directory.Exists(path))
            {
                throw NotFound(path);
            }
        }
    }

    private static StreamingException NotFound(string path) => new("PATH_NOT_FOUND", $"[PATH_NOT_FOUND] Path does not exist: {path}. SQLSTATE: 42K03") { SqlState = "42K03" };

    private void AddRoot(List<DataFile> files, string root)
    {
        var partitions = AboveRoot(root);
        if (File.Exists(root))
        {
            AddFile(files, root, partitions);
            return;
        }

        string manifest = Path.Combine(root, SinkLog.FolderName);
        if (Directory.Exists(manifest))
        {
            AddCommitted(files, root, manifest, partitions);
            return;
        }

        AddFolder(files, root, partitions);
    }

    private List<KeyValuePair<string, string?>> AboveRoot(string root)
    {
        if (BasePath is null || IsRecursive)
        {
            return [];
        }

        string relative = Path.GetRelativePath(BasePath, File.Exists(root) ? Path.GetDirectoryName(Path.GetFullPath(root))! : root);
        return relative.StartsWith("..", StringComparison.Ordinal) ? [] : Below(relative);
    }

    private static List<KeyValuePair<string, string?>> Below(string relative) =>
        [.. relative.Split('/', '\\').Where(PartitionPaths.IsPartition).Select(PartitionPaths.Parse)];

    private void AddFolder(List<DataFile> files, string folder, List<KeyValuePair<string, string?>> partitions)
    {
        foreach (string path in Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal))
        {
            if (!IsHidden(Path.GetFileName(path)))
            {
                AddFile(files, path, partitions);
            }
        }

        foreach (string path in Directory.EnumerateDirectories(folder).Order(StringComparer.Ordinal))
        {
            string name = Path.GetFileName(path);
            if (IsHidden(name))
            {
                continue;
            }

            if (IsRecursive)
            {
                AddFolder(files, path, partitions);
            }
            else if (PartitionPaths.IsPartition(name))
            {
                AddFolder(files, path, [.. partitions, PartitionPaths.Parse(name)]);
            }
        }
    }

    private void AddCommitted(List<DataFile> files, string root, string manifest, List<KeyValuePair<string, string?>> partitions)
    {
        foreach (var entry in SinkLog.CommittedFiles(manifest))
        {
            string path = FileUri.ToPath(entry.Path);
            string relative = Path.GetRelativePath(root, Path.GetDirectoryName(path)!);
            if (!File.Exists(path))
            {
                // The folder may have been moved since the log was written.
                string moved = Path.Combine(root, Path.GetFileName(path));
                path = File.Exists(moved) ? moved : path;
            }

            AddFile(files, path, IsRecursive ? [] : [.. partitions, .. Below(relative)]);
        }
    }

    private void AddFile(List<DataFile> files, string path, IReadOnlyList<KeyValuePair<string, string?>> partitions)
    {
        if (_filter is not null && !_filter(Path.GetFileName(path)))
        {
            return;
        }

        var info = new FileInfo(path);
        if (!info.Exists)
        {
            return; // deleted since the folder was listed
        }

        long modified = new DateTimeOffset(info.LastWriteTimeUtc).ToUnixTimeMilliseconds();
        if (modified < (ModifiedBeforeMs ?? long.MaxValue) && modified > (ModifiedAfterMs ?? long.MinValue))
        {
            files.Add(new DataFile(Path.GetFullPath(path), info.Length, modified, partitions));
        }
    }
}
