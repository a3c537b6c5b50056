namespace Streaming;

/// <summary>How much of the available data an epoch may take.</summary>
public enum ReadLimit
{
    /// <summary>What the source's own options say (for example <c>maxOffsetsPerTrigger</c>).</summary>
    SourceOptions,

    /// <summary>Everything; <c>Trigger.Once</c> ignores the limits.</summary>
    AllAvailable,
}
