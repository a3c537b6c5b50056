namespace Streaming;

/// <summary>A function with one state and one timeout by key.</summary>
internal interface IGroupStateNode : IKeyedStateNode
{
    /// <summary>Whether the function yields one row for each call.</summary>
    bool IsMap { get; }

    /// <summary>What the rows of the function mean; update for one that yields one row.</summary>
    OutputMode FunctionMode { get; }

    GroupStateTimeout Timeout { get; }
}
