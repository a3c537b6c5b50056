using System.Globalization;
using System.Text;

namespace Streaming;

/// <summary>A folder with one small immutable file per batch, named by the batch's id.</summary>
/// <remarks>One owner at a time (the checkpoint's lock), one thread. Ids are read from the folder once.</remarks>
internal abstract class MetadataLog<TEntry>
    where TEntry : class
{
    private static readonly UTF8Encoding s_utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private readonly IFileSystem _files;
    private readonly List<long> _ids;

    protected MetadataLog(IFileSystem files, string folder)
    {
        _files = files;
        Folder = folder;
        files.CreateFolder(folder);
        DurableFile.DeleteTemporary(files, folder);
        _ids = DurableFile.ListIds(files, folder);
    }

    /// <summary>The folder of the log.</summary>
    public string Folder { get; }

    /// <summary>Ids in the log, ascending.</summary>
    public IReadOnlyList<long> Ids => _ids;

    /// <summary>The newest id.</summary>
    public long? LatestId => _ids.Count == 0 ? null : _ids[^1];

    /// <summary>Highest version of the format that can be read.</summary>
    protected abstract int MaxVersion { get; }

    /// <summary>Writes an entry, on the disk when this returns.</summary>
    /// <returns>False where the log holds this very entry already.</returns>
    /// <exception cref="StreamingException"><c>CONCURRENT_STREAM_LOG_UPDATE</c>: the log holds another entry for the id.</exception>
    public bool Add(long id, TEntry entry)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(id);
        byte[] content = s_utf8.GetBytes(Serialize(entry));
        string path = PathOf(id);
        if (_files.FileExists(path))
        {
            if (!SameAs(path, content))
            {
                throw CheckpointErrors.ConcurrentUpdate(id);
            }

            // An earlier call may have failed after the rename.
            _files.SyncFolder(Folder);
            Remember(id);
            return false;
        }

        try
        {
            DurableFile.Write(_files, Folder, DurableFile.Name(id), content, overwrite: false);
        }
        catch (IOException error)
        {
            // The file may be there: the sync of the folder failed, or somebody else was faster.
            if (Exists(path) && !Same(path, content))
            {
                throw CheckpointErrors.ConcurrentUpdate(id, error);
            }

            throw;
        }

        Remember(id);
        return true;
    }

    /// <summary>Reads an entry; null where there is none.</summary>
    /// <exception cref="StreamingException">The file is damaged or of a later version.</exception>
    public TEntry? Get(long id)
    {
        string path = PathOf(id);
        byte[] content;
        try
        {
            content = DurableFile.Read(_files, path);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }

        try
        {
            return Deserialize(Decode(content));
        }
        catch (StreamingException error)
        {
            throw CheckpointErrors.Unreadable(path, error);
        }
    }

    /// <summary>Deletes the entries below an id.</summary>
    public void Purge(long below)
    {
        int count = 0;
        // In order, so that a crash leaves no hole.
        while (count < _ids.Count && _ids[count] < below)
        {
            _files.Delete(PathOf(_ids[count]));
            count++;
        }

        _ids.RemoveRange(0, count);
    }

    /// <summary>Path of an entry's file.</summary>
    public string PathOf(long id) => Path.Combine(Folder, DurableFile.Name(id));

    protected abstract string Serialize(TEntry entry);

    protected abstract TEntry Deserialize(string text);

    /// <summary>Reads the first line, <c>v1</c>.</summary>
    protected int ParseVersion(string line)
    {
        if (line.Length > 1 && line[0] == 'v' && int.TryParse(line.AsSpan(1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int version) && version > 0)
        {
            return version <= MaxVersion ? version : throw CheckpointErrors.NewerVersion(MaxVersion, version);
        }

        throw CheckpointErrors.MalformedVersion(line);
    }

    private void Remember(long id)
    {
        int index = _ids.BinarySearch(id);
        if (index < 0)
        {
            _ids.Insert(~index, id);
        }
    }

    private static string Decode(byte[] content)
    {
        try
        {
            return s_utf8.GetString(content);
        }
        catch (DecoderFallbackException error)
        {
            throw CheckpointErrors.Malformed("it is not UTF-8 text.", error);
        }
    }

    private bool SameAs(string path, byte[] content) => DurableFile.Read(_files, path).AsSpan().SequenceEqual(content);

    private bool Exists(string path)
    {
        try
        {
            return _files.FileExists(path);
        }
        catch (IOException)
        {
            return false;
        }
    }

    private bool Same(string path, byte[] content)
    {
        try
        {
            return SameAs(path, content);
        }
        catch (IOException)
        {
            return true; // unknown; the first error is the one to show
        }
    }
}
