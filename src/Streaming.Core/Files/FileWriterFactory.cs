namespace Streaming;

/// <summary>Makes writers of a format for one schema; its options have been checked.</summary>
/// <param name="extension">What the names of the files end with, for example <c>.csv.gz</c>.</param>
internal abstract class FileWriterFactory(string extension)
{
    public string Extension { get; } = extension;

    /// <summary>Begins a file.</summary>
    /// <param name="stream">Where its bytes go; stays open.</param>
    /// <param name="evaluation">Time zone and the like.</param>
    public abstract FileWriter Create(Stream stream, EvaluationContext evaluation);
}
