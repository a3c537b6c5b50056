namespace Streaming;

/// <summary>Files in memory: for queries without a <c>checkpointLocation</c> and for tests. Knows what a crash would lose.</summary>
/// <remarks>Safe for several threads. A folder exists once it was made or a file was put into it.</remarks>
public sealed class InMemoryFileSystem : IFileSystem
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Folder> _folders = new(StringComparer.Ordinal);
    private readonly Dictionary<string, FileLock> _locks = new(StringComparer.Ordinal);
    private int _generation;

    /// <inheritdoc/>
    public bool FileExists(string path)
    {
        var (folder, name) = Split(path);
        lock (_gate)
        {
            return _folders.TryGetValue(folder, out var found) && found.Entries.ContainsKey(name);
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> ListFiles(string folder)
    {
        lock (_gate)
        {
            return _folders.TryGetValue(Normalize(folder), out var found) ? [.. found.Entries.Keys] : [];
        }
    }

    /// <inheritdoc/>
    public void CreateFolder(string folder)
    {
        lock (_gate)
        {
            _folders.TryAdd(Normalize(folder), new Folder());
        }
    }

    /// <inheritdoc/>
    public Stream OpenRead(string path)
    {
        var (folder, name) = Split(path);
        lock (_gate)
        {
            return Find(folder, path).Entries.TryGetValue(name, out var file)
                ? new MemoryStream(file.Bytes, 0, file.Length, writable: false)
                : throw new FileNotFoundException($"Could not find file '{path}'.", path);
        }
    }

    /// <inheritdoc/>
    public Stream Create(string path)
    {
        var (folder, name) = Split(path);
        lock (_gate)
        {
            var file = new FileData();
            Find(folder, path).Set(name, file);
            return new Writer(this, file, _generation);
        }
    }

    /// <inheritdoc/>
    public void Sync(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        if (stream is not Writer writer || writer.Owner != this)
        {
            throw new ArgumentException("The stream does not come from this file system.", nameof(stream));
        }

        lock (_gate)
        {
            writer.CheckUsable();
            writer.File.SyncedLength = writer.File.Length;
        }
    }

    /// <inheritdoc/>
    public void SyncFolder(string folder)
    {
        lock (_gate)
        {
            Find(Normalize(folder), folder).Sync();
        }
    }

    /// <inheritdoc/>
    public void Rename(string from, string to, bool overwrite)
    {
        var (fromFolder, fromName) = Split(from);
        var (toFolder, toName) = Split(to);
        lock (_gate)
        {
            var source = Find(fromFolder, from);
            var target = Find(toFolder, to);
            if (!source.Entries.TryGetValue(fromName, out var file))
            {
                throw new FileNotFoundException($"Could not find file '{from}'.", from);
            }

            if (!overwrite && target.Entries.ContainsKey(toName))
            {
                throw new IOException($"Cannot create '{to}' because a file with the same name already exists.");
            }

            source.Set(fromName, null);
            target.Set(toName, file);
        }
    }

    /// <inheritdoc/>
    public void Delete(string path)
    {
        var (folder, name) = Split(path);
        lock (_gate)
        {
            if (_folders.TryGetValue(folder, out var found) && found.Entries.ContainsKey(name))
            {
                found.Set(name, null);
            }
        }
    }

    /// <inheritdoc/>
    public IDisposable Lock(string path)
    {
        string key = Normalize(path);
        lock (_gate)
        {
            var taken = new FileLock(this, key);
            return _locks.TryAdd(key, taken) ? taken : throw new IOException($"The lock {key} is held.");
        }
    }

    /// <summary>A copy of everything, with no lock held and no stream open.</summary>
    public InMemoryFileSystem Clone()
    {
        var copy = new InMemoryFileSystem();
        lock (_gate)
        {
            var files = new Dictionary<FileData, FileData>();
            foreach (var (path, folder) in _folders)
            {
                copy._folders.Add(path, folder.Clone(files));
            }
        }

        return copy;
    }

    /// <summary>What a crash leaves behind: locks are free, open streams are dead, and what was not synced is lost.</summary>
    /// <param name="loseContents">True: of every file only the bytes before its last <see cref="Sync"/> stay.</param>
    /// <param name="loseEntries">True: every folder is as at its last <see cref="SyncFolder"/>, so files that were made, renamed or deleted since then were not.</param>
    public void Crash(bool loseContents = true, bool loseEntries = true)
    {
        lock (_gate)
        {
            _generation++;
            _locks.Clear();
            foreach (var folder in _folders.Values)
            {
                if (loseEntries)
                {
                    folder.Revert();
                }

                folder.Sync();
            }

            foreach (var file in _folders.Values.SelectMany(folder => folder.Entries.Values))
            {
                file.Length = loseContents ? file.SyncedLength : file.Length;
                file.SyncedLength = file.Length;
            }
        }
    }

    private Folder Find(string folder, string path) =>
        _folders.TryGetValue(folder, out var found) ? found : throw new DirectoryNotFoundException($"Could not find a part of the path '{path}'.");

    private static (string Folder, string Name) Split(string path)
    {
        string normal = Normalize(path);
        int slash = normal.LastIndexOf('/');
        return slash < 0 ? ("", normal) : (normal[..slash], normal[(slash + 1)..]);
    }

    private static string Normalize(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        string normal = Path.DirectorySeparatorChar == '/' ? path : path.Replace(Path.DirectorySeparatorChar, '/');
        return normal.TrimEnd('/');
    }

    private sealed class FileData
    {
        public byte[] Bytes = [];
        public int Length;
        public int SyncedLength;
    }

    private sealed class Folder
    {
        // What SyncFolder has not seen yet: the entry that a crash brings back, null for none.
        private readonly Dictionary<string, FileData?> _before = new(StringComparer.Ordinal);

        public Dictionary<string, FileData> Entries { get; private init; } = new(StringComparer.Ordinal);

        public void Set(string name, FileData? file)
        {
            _before.TryAdd(name, Entries.GetValueOrDefault(name));
            if (file is null)
            {
                Entries.Remove(name);
            }
            else
            {
                Entries[name] = file;
            }
        }

        public void Sync() => _before.Clear();

        public void Revert()
        {
            foreach (var (name, file) in _before.ToArray())
            {
                Set(name, file);
            }
        }

        public Folder Clone(Dictionary<FileData, FileData> files)
        {
            var copy = new Folder { Entries = Entries.ToDictionary(entry => entry.Key, entry => Copy(entry.Value), StringComparer.Ordinal) };
            foreach (var (name, file) in _before)
            {
                copy._before.Add(name, file is null ? null : Copy(file));
            }

            return copy;

            FileData Copy(FileData file)
            {
                if (!files.TryGetValue(file, out var known))
                {
                    known = new FileData { Bytes = file.Bytes[..file.Length], Length = file.Length, SyncedLength = file.SyncedLength };
                    files.Add(file, known);
                }

                return known;
            }
        }
    }

    private sealed class FileLock(InMemoryFileSystem owner, string key) : IDisposable
    {
        public void Dispose()
        {
            lock (owner._gate)
            {
                // After a crash the lock may be somebody else's.
                if (owner._locks.TryGetValue(key, out var holder) && holder == this)
                {
                    owner._locks.Remove(key);
                }
            }
        }
    }

    private sealed class Writer(InMemoryFileSystem owner, FileData file, int generation) : Stream
    {
        private bool _closed;

        public InMemoryFileSystem Owner => owner;

        public FileData File => file;

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => !_closed;

        public override long Length => file.Length;

        public override long Position
        {
            get => file.Length;
            set => throw new NotSupportedException();
        }

        public void CheckUsable()
        {
            ObjectDisposedException.ThrowIf(_closed, this);
            if (generation != owner._generation)
            {
                throw new IOException("The file system crashed while this file was open.");
            }
        }

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            lock (owner._gate)
            {
                CheckUsable();
                int needed = checked(file.Length + buffer.Length);
                if (needed > file.Bytes.Length)
                {
                    // Readers keep the array that they opened.
                    Array.Resize(ref file.Bytes, file.Length == 0 ? needed : (int)Math.Min(Array.MaxLength, Math.Max(needed, file.Bytes.Length * 2L)));
                }

                buffer.CopyTo(file.Bytes.AsSpan(file.Length));
                file.Length = needed;
            }
        }

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            _closed = true;
            base.Dispose(disposing);
        }
    }
}
