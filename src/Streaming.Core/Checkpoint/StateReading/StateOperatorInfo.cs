namespace Streaming;

/// <summary>An operator that keeps state in a checkpoint.</summary>
/// <param name="OperatorId">Its number among the operators with state, in plan order.</param>
/// <param name="OperatorName">Spark's name, for example <c>stateStoreSave</c>.</param>
/// <param name="NumPartitions">Number of state partitions.</param>
/// <param name="Stores">Its stores.</param>
public sealed record StateOperatorInfo(int OperatorId, string OperatorName, int NumPartitions, IReadOnlyList<StateStoreInfo> Stores);
