namespace Streaming;

/// <summary>A worker's copy of a topology: its operators, linked. Knows no thread and no trigger.</summary>
internal sealed class WorkerTopology
{
    public StageContext Context { get; } = new();

    /// <summary>What expressions of this worker know about the batch.</summary>
    public required EvaluationContext Evaluation { get; init; }

    public List<ISourceTask> Sources { get; } = [];

    public List<ISinkTask> Sinks { get; } = [];

    public List<IStatefulOperator> StatefulOperators { get; } = [];

    public List<EventTimeGauge> EventTimes { get; } = [];

    public List<IObservation> Observations { get; } = [];

    public List<IBadRecordCounter> BadRecordCounters { get; } = [];

    /// <summary>What is given back with the worker.</summary>
    public List<IDisposable> Disposables { get; } = [];

    /// <summary>What ends an epoch, upstream first.</summary>
    public List<EpochStep> EpochSteps { get; } = [];

    /// <summary>Receiving ends by number of exchange.</summary>
    public Dictionary<int, IExchangeReceiver> Receivers { get; } = [];
}
