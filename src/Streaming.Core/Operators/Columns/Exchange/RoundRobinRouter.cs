namespace Streaming;

/// <summary>The rows in turns to a number of partitions, each of which belongs to a worker.</summary>
internal sealed class RoundRobinRouter(int partitions, int workers, int first) : RowRouter([])
{
    private int _next = first % partitions;

    public override int WorkerOf(int row)
    {
        int partition = _next;
        _next = partition + 1 == partitions ? 0 : partition + 1;
        return partition % workers;
    }
}
