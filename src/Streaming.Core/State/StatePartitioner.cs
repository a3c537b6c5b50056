namespace Streaming;

/// <summary>Which state partition a key belongs to and which worker owns it.</summary>
/// <param name="Partitions">Number of state partitions, fixed by the checkpoint.</param>
/// <param name="Workers">Number of workers of this run.</param>
internal readonly record struct StatePartitioner(int Partitions, int Workers)
{
    public const int MaxPartitions = ushort.MaxValue + 1;

    public int PartitionOf(ReadOnlySpan<byte> key, bool isNull) => isNull ? 0 : (Murmur2.Hash(key) & int.MaxValue) % Partitions;

    public int WorkerOf(int partition) => partition % Workers;
}
