namespace Streaming;

/// <summary>Rows in memory.</summary>
public sealed class LocalRelationNode : RowSourceNode
{
    internal LocalRelationNode(StructType schema, IReadOnlyList<RowBatch> batches)
        : base("LocalRelation", "memory", schema, new Dictionary<string, string>(), isStreaming: false) => Batches = batches;

    /// <summary>Number of rows.</summary>
    public long Count => Batches.Sum(batch => (long)batch.Count);

    /// <inheritdoc/>
    public override string Detail => string.Join(", ", Schema.FieldNames);

    /// <summary>The rows; batches are shared by all who read them and never change.</summary>
    internal IReadOnlyList<RowBatch> Batches { get; }

    internal override IRowSource CreateSource(SourceContext context) => new LocalRelationSource(Batches);
}
