namespace Streaming;

/// <summary>Columns computed from columns of the same row.</summary>
public sealed class ProjectNode : RowNode
{
    internal ProjectNode(RowNode input, IReadOnlyList<NamedExpression> expressions, StructType schema)
        : base("Project", schema, input)
    {
        Input = input;
        Expressions = expressions;
    }

    /// <summary>The input.</summary>
    public RowNode Input { get; }

    /// <summary>One for each column.</summary>
    public IReadOnlyList<NamedExpression> Expressions { get; }

    /// <inheritdoc/>
    public override string Detail => string.Join(", ", Expressions);

    /// <inheritdoc/>
    public override TResult Accept<TArgument, TResult>(IPlanVisitor<TArgument, TResult> visitor, TArgument argument) => visitor.VisitProject(this, argument);
}
