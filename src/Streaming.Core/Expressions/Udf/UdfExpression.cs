namespace Streaming;

/// <summary>A user's own function applied to arguments.</summary>
public sealed class UdfExpression : SqlExpression
{
    internal UdfExpression(UdfDefinition definition, IEnumerable<SqlExpression> arguments)
        : base([.. arguments]) => Definition = definition;

    /// <summary>Name of the function; null where it has none.</summary>
    public string? Name => Definition.Name;

    internal UdfDefinition Definition { get; }
}
