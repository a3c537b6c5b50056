namespace Streaming;

/// <summary>Registers the formats of a package.</summary>
public interface IStreamFormatModule
{
    /// <summary>Adds the package's sources and sinks.</summary>
    void Register(StreamFormats formats);
}
