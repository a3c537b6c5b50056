namespace Streaming;

/// <summary>Writes rows to one file. Disposing it without <see cref="Finish"/> gives the file up.</summary>
internal abstract class FileWriter : IDisposable
{
    /// <summary>Writes rows of a batch.</summary>
    /// <param name="columns">The columns, in the order of the schema.</param>
    /// <param name="rows">Which rows.</param>
    public abstract void Write(ColumnVector[] columns, RowSet rows);

    /// <summary>Writes what is still to be written; the stream is then complete.</summary>
    public abstract void Finish();

    public abstract void Dispose();
}
