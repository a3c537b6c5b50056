namespace Streaming;

/// <summary>All rows to one worker.</summary>
internal sealed class FixedRouter(int worker) : RowRouter([])
{
    public override int WorkerOf(int row) => worker;
}
