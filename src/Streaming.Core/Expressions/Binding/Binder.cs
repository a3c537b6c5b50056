namespace Streaming;

/// <summary>Resolves names, types and functions of expressions over the columns of a relation.</summary>
internal sealed class Binder(StructType schema, bool isAnsi = true)
{
    public StructType Schema { get; } = schema;

    public bool IsAnsi { get; } = isAnsi;

    /// <summary>Resolves the body of a lambda over the columns followed by its parameters.</summary>
    public BoundExpression BindLambda(LambdaExpression lambda, IReadOnlyList<(DataType Type, bool Nullable)> parameters) => throw new InvalidOperationException($"{lambda.Sql} {parameters.Count} {Schema.Sql}");
}
