namespace Streaming;

/// <summary>Runs bounded parts of a query's plan as queries of their own.</summary>
internal sealed class BoundedPlans(QueryEnvironment environment, IReadOnlyDictionary<string, string> configuration) : IBoundedPlans
{
    public IReadOnlyList<T> Collect<T>(LogicalNode<T> node)
    {
        var sink = new CollectSinkProvider<T>();
        BatchExecution.Run(environment, QueryPlans.OfBatch(node, sink, configuration));
        return sink.Rows;
    }

    public IReadOnlyList<RowBatch> CollectBatches(RowNode node)
    {
        var sink = new BatchCollectorProvider(node.Schema);
        BatchExecution.Run(environment, QueryPlans.OfBatch(node, sink, configuration));
        return sink.Batches;
    }
}
