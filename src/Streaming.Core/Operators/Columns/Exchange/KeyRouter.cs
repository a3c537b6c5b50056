namespace Streaming;

/// <summary>To the worker that owns the key.</summary>
internal sealed class KeyRouter(RowKeyReader keys, bool[] required, StatePartitioner partitioner, EvaluationContext evaluation) : RowRouter(required)
{
    public override void Begin(RowBatch batch, RowSet rows) => keys.Begin(batch, rows, evaluation);

    public override int WorkerOf(int row)
    {
        var key = keys.Encode(row, out bool isNull);
        return partitioner.WorkerOf(partitioner.PartitionOf(key, isNull));
    }
}
