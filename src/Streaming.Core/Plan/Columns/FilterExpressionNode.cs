namespace Streaming;

/// <summary>The rows for which a condition is true; NULL is not.</summary>
public sealed class FilterExpressionNode : RowNode
{
    internal FilterExpressionNode(RowNode input, SqlExpression condition)
        : base("Filter", input.Schema, input)
    {
        Input = input;
        Condition = condition;
    }

    /// <summary>The input.</summary>
    public RowNode Input { get; }

    /// <summary>The condition.</summary>
    public SqlExpression Condition { get; }

    /// <inheritdoc/>
    public override string Detail => Condition.Sql;

    /// <inheritdoc/>
    public override TResult Accept<TArgument, TResult>(IPlanVisitor<TArgument, TResult> visitor, TArgument argument) => visitor.VisitFilterExpression(this, argument);
}
