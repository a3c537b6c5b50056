namespace Streaming.Testing;

/// <summary>A file system for tests: counts the calls to another one and lets a chosen call fail.</summary>
/// <remarks>
/// Run a scenario once and read <see cref="Calls"/>; then run it again for every number up to their count, each time on a fresh file system with
/// <see cref="FailAt"/>, and look at what a restart makes of the files. Safe for several threads.
/// </remarks>
/// <example><code>
/// for (int call = 1; call &lt;= calls; call++)
/// {
///     var disk = new InMemoryFileSystem();
///     var files = new FaultInjectingFileSystem(disk);
///     files.FailAt(call, FileFault.Crash);
///     Assert.Throws&lt;InjectedFaultException&gt;(() => Scenario(files));
///     disk.Crash();
///     CheckRestart(disk);
/// }
/// </code></example>
public sealed class FaultInjectingFileSystem : IFileSystem
{
    private readonly IFileSystem _inner;
    private readonly Lock _gate = new();
    private readonly List<FileCall> _calls = [];
    private int _failAt;
    private FileFault _fault;
    private bool _crashed;

    /// <summary>Wraps a file system; nothing fails yet.</summary>
    public FaultInjectingFileSystem(IFileSystem inner)
    {
        ArgumentNullException.ThrowIfNull(inner);
        _inner = inner;
    }

    /// <summary>Called before each call, on its thread and outside any lock; may block.</summary>
    public Action<FileCall>? BeforeCall { get; set; }

    /// <summary>All calls so far, in order, failed ones included.</summary>
    public IReadOnlyList<FileCall> Calls
    {
        get
        {
            lock (_gate)
            {
                return [.. _calls];
            }
        }
    }

    /// <summary>Lets a call fail.</summary>
    /// <param name="call">Its number in <see cref="Calls"/>, from 1.</param>
    /// <param name="fault">How it fails.</param>
    public void FailAt(int call, FileFault fault)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(call, 1);
        lock (_gate)
        {
            _failAt = call;
            _fault = fault;
        }
    }

    /// <summary>Forgets all calls; nothing fails from now on.</summary>
    public void Reset()
    {
        lock (_gate)
        {
            _calls.Clear();
            _failAt = 0;
            _crashed = false;
        }
    }

    /// <inheritdoc/>
    public bool FileExists(string path)
    {
        Enter(FileOperation.Exists, path);
        return _inner.FileExists(path);
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> ListFiles(string folder)
    {
        Enter(FileOperation.List, folder);
        return _inner.ListFiles(folder);
    }

    /// <inheritdoc/>
    public void CreateFolder(string folder)
    {
        Enter(FileOperation.CreateFolder, folder);
        _inner.CreateFolder(folder);
    }

    /// <inheritdoc/>
    public Stream OpenRead(string path)
    {
        Enter(FileOperation.OpenRead, path);
        return _inner.OpenRead(path);
    }

    /// <inheritdoc/>
    public Stream Create(string path)
    {
        Enter(FileOperation.Create, path);
        return new Writer(this, _inner.Create(path), path);
    }

    /// <inheritdoc/>
    public void Sync(Stream stream)
    {
        if (stream is not Writer writer)
        {
            throw new ArgumentException("The stream does not come from this file system.", nameof(stream));
        }

        Enter(FileOperation.Sync, writer.Path);
        _inner.Sync(writer.Inner);
    }

    /// <inheritdoc/>
    public void SyncFolder(string folder)
    {
        Enter(FileOperation.SyncFolder, folder);
        _inner.SyncFolder(folder);
    }

    /// <inheritdoc/>
    public void Rename(string from, string to, bool overwrite)
    {
        Enter(FileOperation.Rename, to);
        _inner.Rename(from, to, overwrite);
    }

    /// <inheritdoc/>
    public void Delete(string path)
    {
        Enter(FileOperation.Delete, path);
        _inner.Delete(path);
    }

    /// <inheritdoc/>
    public IDisposable Lock(string path)
    {
        Enter(FileOperation.Lock, path);
        return _inner.Lock(path);
    }

    private void Enter(FileOperation operation, string path)
    {
        if (Fault(operation, path) is { } fault)
        {
            throw Failure(fault, operation, path);
        }
    }

    private FileFault? Fault(FileOperation operation, string path)
    {
        var call = new FileCall(operation, path);
        BeforeCall?.Invoke(call);
        lock (_gate)
        {
            _calls.Add(call);
            if (_crashed)
            {
                throw Failure(FileFault.Crash, operation, path);
            }

            if (_calls.Count != _failAt)
            {
                return null;
            }

            _crashed = _fault == FileFault.Crash;
            return _fault;
        }
    }

    private static InjectedFaultException Failure(FileFault fault, FileOperation operation, string path) => new(fault, new FileCall(operation, path));

    private sealed class Writer(FaultInjectingFileSystem owner, Stream inner, string path) : Stream
    {
        public Stream Inner => inner;

        public string Path => path;

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => inner.CanWrite;

        public override long Length => inner.Length;

        public override long Position
        {
            get => inner.Position;
            set => throw new NotSupportedException();
        }

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            if (owner.Fault(FileOperation.Write, path) is { } fault)
            {
                if (fault != FileFault.DiskFull)
                {
                    inner.Write(buffer[..(buffer.Length / 2)]);
                }

                throw Failure(fault, FileOperation.Write, path);
            }

            inner.Write(buffer);
        }

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override void Flush() => inner.Flush();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                inner.Dispose();
            }

            base.Dispose(disposing);
        }
    }
}
