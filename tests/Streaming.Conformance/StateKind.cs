namespace Streaming.Conformance;

/// <summary>Where the state of the queries lives.</summary>
public enum StateKind
{
    Memory,
    RocksDb,
}
