namespace Streaming;

/// <summary>A join of two streams, typed or of DataFrames.</summary>
internal interface IStreamJoinNode : IStatefulNode
{
    JoinType Type { get; }

    /// <summary>Until when rows are kept.</summary>
    JoinTimes Times { get; }

    /// <summary>Whether condition and watermarks say, by Spark's rules, when a row without a partner can be told from one whose partner is still to come.</summary>
    bool HasBound { get; }

    /// <summary>Whether some values of both sides must be equal.</summary>
    bool HasKeys { get; }
}
