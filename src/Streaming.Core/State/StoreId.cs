namespace Streaming;

/// <summary>Which store of which operator, and where its committed entries are.</summary>
internal readonly record struct StoreId(int OperatorId, byte Store, StateScope Scope);
