namespace Streaming;

/// <summary>Any number of rows from each row, by a function such as <c>explode</c>: the columns of the input, then those of the generator.</summary>
public sealed class GenerateNode : RowNode
{
    internal GenerateNode(RowNode input, CallExpression generator, StructType schema)
        : base("Generate", schema, input)
    {
        Input = input;
        Generator = generator;
    }

    /// <summary>The input.</summary>
    public RowNode Input { get; }

    /// <summary>The generator, for example <c>explode(words)</c>.</summary>
    public CallExpression Generator { get; }

    /// <inheritdoc/>
    public override string Detail => Generator.Sql;

    /// <inheritdoc/>
    public override TResult Accept<TArgument, TResult>(IPlanVisitor<TArgument, TResult> visitor, TArgument argument) => visitor.VisitGenerate(this, argument);
}
