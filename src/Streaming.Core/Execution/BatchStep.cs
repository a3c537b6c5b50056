namespace Streaming;

/// <summary>What a micro-batch has done so far, in this order; a process can die after each.</summary>
public enum BatchStep
{
    /// <summary>The offsets of the batch are in the offset log; nothing was read.</summary>
    OffsetsWritten,

    /// <summary>All records went through the operators and the sink's writers finished; no state was written.</summary>
    RecordsProcessed,

    /// <summary>The changes of the state are written.</summary>
    StateWritten,

    /// <summary>The sink has committed.</summary>
    SinkCommitted,

    /// <summary>The batch is in the commit log: it will not run again.</summary>
    CommitWritten,
}
