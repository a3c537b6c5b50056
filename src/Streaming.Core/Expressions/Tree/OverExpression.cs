namespace Streaming;

/// <summary><c>function(...) OVER (PARTITION BY ... ORDER BY ...)</c>.</summary>
internal sealed class OverExpression(IEnumerable<SqlExpression> parts, int partitions) : SqlExpression([.. parts])
{
    /// <summary>The function.</summary>
    public CallExpression Call => (CallExpression)Children[0];

    /// <summary>How many of the parts behind the function are partition keys; what follows is the order.</summary>
    public int Partitions { get; } = partitions;

    public IEnumerable<SqlExpression> PartitionBy => Children.Skip(1).Take(Partitions);

    public IEnumerable<SqlExpression> OrderBy => Children.Skip(1 + Partitions);
}
