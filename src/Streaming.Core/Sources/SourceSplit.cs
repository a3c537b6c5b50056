namespace Streaming;

/// <summary>A part of a source's data for one epoch: a half-open range of offsets of one partition.</summary>
/// <param name="Name">Topic, file or the like; empty where the source has only partitions.</param>
/// <param name="Partition">The partition.</param>
/// <param name="Start">First offset, inclusive.</param>
/// <param name="End">Last offset, exclusive.</param>
public readonly record struct SourceSplit(string Name, int Partition, long Start, long End);
