namespace Streaming.Core.Tests;

public abstract class FileSystemTests : IDisposable
{
    protected abstract IFileSystem Files { get; }

    protected abstract string Root { get; }

    public virtual void Dispose() => GC.SuppressFinalize(this);

    protected string At(string name) => Path.Combine(Root, name);

    protected void Write(string name, string text, bool sync = true)
    {
        using var stream = Files.Create(At(name));
        stream.Write(System.Text.Encoding.UTF8.GetBytes(text));
        if (sync)
        {
            Files.Sync(stream);
        }
    }

    protected string Read(string name) => System.Text.Encoding.UTF8.GetString(DurableFile.Read(Files, At(name)));

    [Fact]
    public void Writes_reads_lists_and_deletes()
    {
        Files.CreateFolder(Root);
        Write("a", "one");
        Write("b", "two");
        Assert.Equal("one", Read("a"));
        Assert.Equal(["a", "b"], Files.ListFiles(Root).Order());
        Write("a", "1");
        Assert.Equal("1", Read("a"));
        Files.Delete(At("a"));
        Files.Delete(At("a"));
        Assert.False(Files.FileExists(At("a")));
        Assert.True(Files.FileExists(At("b")));
        Files.SyncFolder(Root);
    }

    [Fact]
    public void Absent_files_and_folders()
    {
        Assert.Empty(Files.ListFiles(At("no/such")));
        Assert.False(Files.FileExists(At("no/such")));
        Files.Delete(At("no/such"));
        Assert.ThrowsAny<IOException>(() => Files.OpenRead(At("no/such")));
        Assert.ThrowsAny<IOException>(() => Files.Create(At("no/such")));
        Assert.ThrowsAny<IOException>(() => Files.SyncFolder(At("no")));
        Files.CreateFolder(Root);
        Assert.Throws<FileNotFoundException>(() => Files.OpenRead(At("nothing")));
        Assert.Throws<FileNotFoundException>(() => Files.Rename(At("nothing"), At("x"), overwrite: true));
    }

    [Fact]
    public void Renames_with_and_without_overwriting()
    {
        Files.CreateFolder(Root);
        Write("a", "new");
        Write("b", "old");
        Assert.Throws<IOException>(() => Files.Rename(At("a"), At("b"), overwrite: false));
        Assert.Equal("old", Read("b"));
        Files.Rename(At("a"), At("b"), overwrite: true);
        Assert.Equal("new", Read("b"));
        Files.Rename(At("b"), At("c"), overwrite: false);
        Assert.Equal(["c"], Files.ListFiles(Root));
    }

    [Fact]
    public void A_reader_can_seek_and_keeps_its_file()
    {
        Files.CreateFolder(Root);
        Write("a", "hello");
        using var reader = Files.OpenRead(At("a"));
        reader.Seek(2, SeekOrigin.Begin);
        Assert.Equal('l', reader.ReadByte());
        Assert.Equal(5, reader.Length);
        Files.Delete(At("a"));
        Assert.Equal('l', reader.ReadByte());
    }

    [Fact]
    public void Only_one_holds_a_lock()
    {
        Files.CreateFolder(Root);
        var held = Files.Lock(At(".lock"));
        Assert.Throws<IOException>(() => Files.Lock(At(".lock")));
        held.Dispose();
        held.Dispose();
        Files.Lock(At(".lock")).Dispose();
    }
}

public sealed class LocalFileSystemTests : FileSystemTests
{
    private readonly string _root = Path.Combine(Path.GetTempPath(), "streaming-fs-" + Guid.NewGuid().ToString("N"));

    protected override IFileSystem Files => LocalFileSystem.Instance;

    protected override string Root => _root;

    public override void Dispose()
    {
        if (Directory.Exists(_root))
        {
            Directory.Delete(_root, recursive: true);
        }

        base.Dispose();
    }

    [Fact]
    public void A_lock_is_seen_by_other_handles()
    {
        Files.CreateFolder(Root);
        using (Files.Lock(At(".lock")))
        {
            // What another process would do.
            Assert.Throws<IOException>(() => new FileStream(At(".lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }

        using (new FileStream(At(".lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None))
        {
            Assert.Throws<IOException>(() => Files.Lock(At(".lock")));
        }

        Files.Lock(At(".lock")).Dispose();
    }

    [Fact]
    public void Folders_are_made_with_their_parents()
    {
        Files.CreateFolder(At("a/b/c"));
        Write("a/b/c/d", "x");
        Assert.Equal("x", Read("a/b/c/d"));
    }
}

public sealed class InMemoryFileSystemTests : FileSystemTests
{
    private readonly InMemoryFileSystem _files = new();

    protected override IFileSystem Files => _files;

    protected override string Root => "/memory/root";

    [Fact]
    public void A_crash_loses_what_was_not_synced()
    {
        Files.CreateFolder(Root);
        Write("kept", "kept");
        Write("replaced", "old");
        Files.SyncFolder(Root);
        Write("unlisted", "x");
        Write(".new", "new");
        Files.Rename(At(".new"), At("replaced"), overwrite: true);
        Files.Delete(At("kept"));
        _files.Crash();
        Assert.Equal(["kept", "replaced"], Files.ListFiles(Root).Order());
        Assert.Equal("kept", Read("kept"));
        Assert.Equal("old", Read("replaced"));
    }

    [Fact]
    public void A_crash_cuts_files_where_they_were_synced()
    {
        Files.CreateFolder(Root);
        var stream = Files.Create(At("a"));
        stream.Write("12345"u8);
        Files.Sync(stream);
        stream.Write("6789"u8);
        Files.SyncFolder(Root);
        var copy = _files.Clone();
        _files.Crash(loseContents: true, loseEntries: false);
        Assert.Equal("12345", Read("a"));
        Assert.Throws<IOException>(() => stream.Write("x"u8));
        copy.Crash(loseContents: false);
        Assert.Equal("123456789", System.Text.Encoding.UTF8.GetString(DurableFile.Read(copy, At("a"))));
    }

    [Fact]
    public void A_crash_frees_locks_and_a_copy_shares_nothing()
    {
        Files.CreateFolder(Root);
        var held = Files.Lock(At("l"));
        _files.Clone().Lock(At("l")).Dispose();
        _files.Crash();
        using var next = Files.Lock(At("l"));
        held.Dispose(); // the dead holder's
        Assert.Throws<IOException>(() => Files.Lock(At("l")));
        Write("a", "1");
        var copy = _files.Clone();
        Write("a", "2");
        Assert.Equal("1", System.Text.Encoding.UTF8.GetString(DurableFile.Read(copy, At("a"))));
    }
}
