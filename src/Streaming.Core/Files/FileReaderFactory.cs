namespace Streaming;

/// <summary>Makes readers of a format for one schema; its options have been checked.</summary>
internal abstract class FileReaderFactory
{
    /// <summary>Makes the reader of a worker.</summary>
    /// <param name="required">The columns of the file's schema that are wanted.</param>
    /// <param name="evaluation">Time zone and the like.</param>
    public abstract FileRows Create(bool[] required, EvaluationContext evaluation);
}
