namespace Streaming;

/// <summary>Told by serdes that always write the same number of bytes, so that a composite need not write it.</summary>
internal interface ISizedSerde
{
    /// <summary>Number of bytes; -1 where it varies.</summary>
    int FixedSize { get; }
}
