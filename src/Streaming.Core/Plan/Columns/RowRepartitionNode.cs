namespace Streaming;

/// <summary>The rows of a DataFrame spread over a number of partitions: in turns, by a key, or those of several together.</summary>
public sealed class RowRepartitionNode : RowNode
{
    internal RowRepartitionNode(RowNode input, int partitions, IReadOnlyList<SqlExpression> keys, bool isCoalesce)
        : base(isCoalesce ? "Coalesce" : "Repartition", input.Schema, input)
    {
        Input = input;
        Partitions = partitions;
        Keys = keys;
        IsCoalesce = isCoalesce;
    }

    /// <summary>The input.</summary>
    public RowNode Input { get; }

    /// <summary>Number of partitions; more than the query has workers make no difference.</summary>
    public int Partitions { get; }

    /// <summary>Rows with equal keys come to one partition; none: the rows take turns.</summary>
    public IReadOnlyList<SqlExpression> Keys { get; }

    /// <summary>Whether partitions are put together, and no row is moved where there are few enough.</summary>
    public bool IsCoalesce { get; }

    /// <inheritdoc/>
    public override string Detail => string.Join(", ", Keys.Select(key => key.Sql).Prepend($"{Partitions}"));

    /// <inheritdoc/>
    public override TResult Accept<TArgument, TResult>(IPlanVisitor<TArgument, TResult> visitor, TArgument argument) => visitor.VisitRowRepartition(this, argument);
}
