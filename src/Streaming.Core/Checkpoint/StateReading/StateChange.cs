namespace Streaming;

/// <summary>What is different in the state after two batches.</summary>
/// <param name="Before">The entry after the first one; null where the key was added.</param>
/// <param name="After">The entry after the second one; null where the key was removed.</param>
public sealed record StateChange(StateEntry? Before, StateEntry? After)
{
    /// <summary><c>insert</c>, <c>update</c> or <c>delete</c>.</summary>
    public string Kind => Before is null ? "insert" : After is null ? "delete" : "update";
}
