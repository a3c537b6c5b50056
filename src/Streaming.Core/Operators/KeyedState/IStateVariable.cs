namespace Streaming;

/// <summary>A state variable, as the operator sees it.</summary>
internal interface IStateVariable
{
    string Name { get; }

    /// <summary>What its keys in the stores begin with.</summary>
    uint Id { get; }

    /// <summary>The part of Spark's counters that names its kind: Value, List, Map.</summary>
    string Kind { get; }

    /// <summary>Kind and types, for the checkpoint.</summary>
    string TypeText { get; }

    /// <summary>Time to live in milliseconds; 0 for ever.</summary>
    long TtlMs { get; }

    /// <summary>Removes what the index says has expired; says whether it had.</summary>
    /// <param name="partition">The partition.</param>
    /// <param name="storeKey">The key in the variable's store.</param>
    bool Expire(int partition, ReadOnlySpan<byte> storeKey);
}
