namespace Streaming;

/// <summary>When an operator with state wants an epoch although no data came.</summary>
public enum EmptyEpochs
{
    /// <summary>Never.</summary>
    Never,

    /// <summary>Once after the watermark of its input advanced.</summary>
    WhenWatermarkAdvances,

    /// <summary>At every trigger, for timeouts and timers by the clock.</summary>
    Always,
}
