namespace Streaming;

/// <summary>A group of an <see cref="AggregateSet"/>.</summary>
internal readonly record struct GroupSlot(AggregateSet Set, int Index);
