namespace Streaming;

/// <summary>A node that says what the event time of its rows is and how late they may come.</summary>
public interface IWatermarkNode
{
    /// <summary>The delay in milliseconds.</summary>
    long DelayMs { get; }
}
