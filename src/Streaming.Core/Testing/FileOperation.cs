namespace Streaming.Testing;

/// <summary>A kind of call to a file system.</summary>
public enum FileOperation
{
    /// <summary><see cref="IFileSystem.FileExists"/></summary>
    Exists,

    /// <summary><see cref="IFileSystem.ListFiles"/></summary>
    List,

    /// <summary><see cref="IFileSystem.CreateFolder"/></summary>
    CreateFolder,

    /// <summary><see cref="IFileSystem.OpenRead"/></summary>
    OpenRead,

    /// <summary><see cref="IFileSystem.Create"/></summary>
    Create,

    /// <summary>A write to a stream made by <see cref="IFileSystem.Create"/>.</summary>
    Write,

    /// <summary><see cref="IFileSystem.Sync"/></summary>
    Sync,

    /// <summary><see cref="IFileSystem.SyncFolder"/></summary>
    SyncFolder,

    /// <summary><see cref="IFileSystem.Rename"/></summary>
    Rename,

    /// <summary><see cref="IFileSystem.Delete"/></summary>
    Delete,

    /// <summary><see cref="IFileSystem.Lock"/></summary>
    Lock,
}
