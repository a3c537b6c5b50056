namespace Streaming;

/// <summary>The windows that each row falls into, in one more column: a row comes out once for each of them, and not at all where it has no time.</summary>
public sealed class WindowNode : RowNode
{
    /// <summary>Name of the column with the window; no column of a user has it.</summary>
    internal const string WindowColumn = "\u0001window";

    private WindowNode(RowNode input, CallExpression window, StructType schema)
        : base("Window", schema, input)
    {
        Input = input;
        Window = window;
    }

    /// <summary>The input.</summary>
    public RowNode Input { get; }

    /// <summary><c>window(...)</c> or <c>session_window(...)</c>.</summary>
    public CallExpression Window { get; }

    /// <inheritdoc/>
    public override string Detail => $"{Window.Function.ToLowerInvariant()}({string.Join(", ", Window.Children.Select(child => child.Sql))})";

    /// <inheritdoc/>
    public override TResult Accept<TArgument, TResult>(IPlanVisitor<TArgument, TResult> visitor, TArgument argument) => visitor.VisitWindow(this, argument);

    internal static WindowNode Create(RowNode input, CallExpression window, bool isAnsi)
    {
        var bound = new Binder(input.Schema, isAnsi).Bind(window);
        var field = EventTimeAnalysis.Field(WindowColumn, window, bound, input.Schema) with { Nullable = false };
        return new WindowNode(input, window, new StructType(input.Schema.Fields.Append(field)));
    }
}
