namespace Streaming;

/// <summary>Reads files of a format into columns, one after another; one worker, one thread.</summary>
internal abstract class FileRows : IDisposable
{
    /// <summary>Begins a file.</summary>
    public abstract void Open(string path);

    /// <summary>Appends the next rows to the columns that are wanted.</summary>
    /// <param name="columns">One vector per column of the file's schema.</param>
    /// <param name="capacity">Most rows.</param>
    /// <returns>Rows appended; 0 at the end of the file.</returns>
    public abstract int Read(ColumnVector[] columns, int capacity);

    public abstract void Dispose();
}
