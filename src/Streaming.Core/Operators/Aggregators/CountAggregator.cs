namespace Streaming;

internal readonly struct CountAggregator<T> : IAggregator<T, long, long>
{
    public bool CanMerge => true;

    public ISerde<long> BufferSerde => Serdes.Int64;

    public long Zero() => 0;

    public void Reduce(ref long buffer, T row) => buffer++;

    public void Merge(ref long buffer, in long other) => buffer += other;

    public long Finish(in long buffer) => buffer;
}
