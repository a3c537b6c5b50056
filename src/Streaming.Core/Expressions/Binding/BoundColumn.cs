namespace Streaming;

/// <summary>A column of the batch by its position.</summary>
internal sealed class BoundColumn(int index, string name, DataType type, bool nullable) : BoundExpression(type, nullable)
{
    public int Index { get; } = index;

    public string Name { get; } = name;

    public override Kernel Compile() => new ColumnKernel(Index);
}
