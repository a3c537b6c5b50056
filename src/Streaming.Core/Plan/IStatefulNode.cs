namespace Streaming;

/// <summary>A node that keeps state between epochs; numbered in plan order, which names its state in the checkpoint.</summary>
public interface IStatefulNode
{
    /// <summary>Spark's name of the operator in progress, for example <c>stateStoreSave</c>.</summary>
    string StateOperatorName { get; }

    /// <summary>Whether the node keeps state in a query; some do so in some modes only.</summary>
    bool KeepsState(QueryPlan plan) => true;

    /// <summary>Whether rows that come out may be late for another operator with state behind it.</summary>
    bool MayEmitLateRows(OutputMode mode) => false;

    /// <summary>Whether it matters that rows come in late, since they would be dropped.</summary>
    bool MindsLateRows => true;

    /// <summary>Whether an epoch without data is worthwhile, because it may emit or remove state.</summary>
    EmptyEpochs EmptyEpochs(OutputMode mode) => Streaming.EmptyEpochs.Never;

    /// <summary>The watermark of the rows that come out.</summary>
    /// <param name="inputMs">The watermark of the rows that come in, milliseconds since 1970-01-01 UTC.</param>
    long OutputWatermark(long inputMs) => inputMs;
}
