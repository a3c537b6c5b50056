namespace Streaming;

/// <summary>Which columns an expression looks at.</summary>
internal static class ColumnUse
{
    public static bool[] Of(BoundExpression expression, int columns)
    {
        var used = new bool[columns];
        Mark(expression, used);
        return used;
    }

    private static void Mark(BoundExpression expression, bool[] used)
    {
        if (expression is BoundColumn column && column.Index < used.Length)
        {
            used[column.Index] = true;
        }

        foreach (var child in expression.Children)
        {
            Mark(child, used);
        }
    }
}
