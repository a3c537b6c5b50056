namespace Streaming;

/// <summary>Plans that the library makes itself.</summary>
internal static class QueryPlans
{
    /// <summary>A query over bounded data that goes to a sink object.</summary>
    public static QueryPlan<T> OfBatch<T>(LogicalNode<T> root, IStreamSinkProvider sink, IReadOnlyDictionary<string, string> configuration) => new(root)
    {
        SinkFormat = sink.ShortName,
        SinkProvider = sink,
        SinkOptions = new Dictionary<string, string>(),
        OutputMode = OutputMode.Complete,
        Trigger = Trigger.Once(),
        Configuration = configuration,
    };
}
