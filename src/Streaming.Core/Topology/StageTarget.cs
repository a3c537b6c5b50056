namespace Streaming;

/// <summary>Where a node's rows go: the next link, and what must be flushed after each batch that was pushed into it.</summary>
/// <param name="Link">A <see cref="Link{T}"/> of the node's row type; a <see cref="ColumnLink"/> where the node is a <see cref="RowNode"/>.</param>
/// <param name="Ends">The ends of the fused stages behind.</param>
internal sealed record StageTarget(object Link, IReadOnlyList<IFlushable> Ends);
