namespace Streaming.Conformance;

/// <summary>What runs the queries.</summary>
public enum RunnerKind
{
    /// <summary>The engine with its threads, batch by batch.</summary>
    MicroBatch,

    /// <summary>The engine, record by record.</summary>
    PerEvent,

    /// <summary>The driver of tests, on the caller's thread.</summary>
    Driver,
}
