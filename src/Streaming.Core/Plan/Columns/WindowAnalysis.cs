namespace Streaming;

/// <summary>Finds windows in expressions and puts the node that makes them below.</summary>
internal static class WindowAnalysis
{
    /// <summary>The only window of some expressions; null where they have none.</summary>
    /// <exception cref="StreamingException">There are different ones.</exception>
    public static CallExpression? Find(IEnumerable<SqlExpression> expressions)
    {
        var windows = new List<CallExpression>();
        foreach (var expression in expressions)
        {
            Collect(expression, windows);
        }

        return windows.Count switch
        {
            0 => null,
            1 => windows[0],
            _ => throw new StreamingException(
                "_LEGACY_ERROR_TEMP_1039",
                "Multiple time/session window expressions would result in a cartesian product of rows, therefore they are currently not supported."),
        };
    }

    /// <summary>The input with a column of the window that some expressions have, and the expressions over it.</summary>
    public static RowNode Extract(RowNode input, bool isAnsi, params IReadOnlyList<NamedExpression>[] lists)
    {
        if (Find(lists.SelectMany(list => list).Select(named => named.Expression)) is not { } window)
        {
            return input;
        }

        var node = WindowNode.Create(input, window, isAnsi);
        var column = ColumnReferences.To(node.Schema, input.Schema.Fields.Count);
        for (int i = 0; i < lists.Length; i++)
        {
            lists[i] = [.. lists[i].Select(named => named with
            {
                Expression = ExpressionRewriter.Replace(named.Expression, part => WindowFunctions.IsWindow(part) ? column : null),
            })];
        }

        return node;
    }

    private static void Collect(SqlExpression expression, List<CallExpression> windows)
    {
        if (WindowFunctions.IsWindow(expression))
        {
            if (!windows.Any(known => ExpressionRewriter.AreEqual(known, expression)))
            {
                windows.Add((CallExpression)expression);
            }

            return;
        }

        foreach (var child in expression.Children)
        {
            Collect(child, windows);
        }

        if (expression is CallExpression { Filter: { } filter })
        {
            Collect(filter, windows);
        }
    }
}
