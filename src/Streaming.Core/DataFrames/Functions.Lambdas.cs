namespace Streaming;

/// <content>Functions that take functions; those become part of the expression, so they may only use columns and functions over columns.</content>
public static partial class Functions
{
    [ThreadStatic]
    private static int s_depth;

    /// <summary>The function's value for each element.</summary>
    public static Column Transform(Column array, Func<Column, Column> function) => HigherOrder("transform", [array], function, 1);

    /// <summary>The function's value for each element and its position from 0.</summary>
    public static Column Transform(Column array, Func<Column, Column, Column> function) => HigherOrder("transform", [array], function, 2);

    /// <summary>The elements for which a condition is true.</summary>
    public static Column Filter(Column array, Func<Column, Column> condition) => HigherOrder("filter", [array], condition, 1);

    /// <summary>The elements for which a condition of them and their position from 0 is true.</summary>
    public static Column Filter(Column array, Func<Column, Column, Column> condition) => HigherOrder("filter", [array], condition, 2);

    /// <summary>Whether a condition is true for an element.</summary>
    public static Column Exists(Column array, Func<Column, Column> condition) => HigherOrder("exists", [array], condition, 1);

    /// <summary>Whether a condition is true for all elements.</summary>
    public static Column ForAll(Column array, Func<Column, Column> condition) => HigherOrder("forall", [array], condition, 1);

    /// <summary>Elements merged one by one into a start value, then finished.</summary>
    public static Column Aggregate(Column array, object? start, Func<Column, Column, Column> merge, Func<Column, Column>? finish = null) => finish is null
        ? HigherOrder("aggregate", [array, start], merge, 2)
        : new Column(new CallExpression("aggregate", [Column.Operand(array), Column.Operand(start), Lambda(merge, 2), Lambda(finish, 1)]));

    /// <summary>Elements merged one by one into a start value, then finished.</summary>
    public static Column Reduce(Column array, object? start, Func<Column, Column, Column> merge, Func<Column, Column>? finish = null) => Aggregate(array, start, merge, finish);

    /// <summary>Sorted with NULLs last.</summary>
    public static Column ArraySort(Column array) => Call("array_sort", array);

    /// <summary>Sorted by a comparison that gives a negative number, 0 or a positive one.</summary>
    public static Column ArraySort(Column array, Func<Column, Column, Column> comparison) => HigherOrder("array_sort", [array], comparison, 2);

    /// <summary>The function's value for the elements at each place of two arrays; the shorter one is filled up with NULL.</summary>
    public static Column ZipWith(Column left, Column right, Func<Column, Column, Column> function) => HigherOrder("zip_with", [left, right], function, 2);

    /// <summary>The entries for which a condition of key and value is true.</summary>
    public static Column MapFilter(Column map, Func<Column, Column, Column> condition) => HigherOrder("map_filter", [map], condition, 2);

    /// <summary>The function's value for each key and value in place of the key.</summary>
    public static Column TransformKeys(Column map, Func<Column, Column, Column> function) => HigherOrder("transform_keys", [map], function, 2);

    /// <summary>The function's value for each key and value in place of the value.</summary>
    public static Column TransformValues(Column map, Func<Column, Column, Column> function) => HigherOrder("transform_values", [map], function, 2);

    /// <summary>The function's value for each key of two maps and its two values, NULL where a map lacks it.</summary>
    public static Column MapZipWith(Column left, Column right, Func<Column, Column, Column, Column> function) => HigherOrder("map_zip_with", [left, right], function, 3);

    private static Column HigherOrder(string name, object?[] arguments, Delegate function, int parameters) =>
        new(new CallExpression(name, [.. arguments.Select(Column.Operand), Lambda(function, parameters)]));

    // Names by depth: equal functions make equal expressions, and inner parameters do not hide outer ones.
    private static LambdaExpression Lambda(Delegate function, int parameters)
    {
        ArgumentNullException.ThrowIfNull(function);
        string[] names = [.. Enumerable.Range(0, parameters).Select(i => $"\u0001{"xyz"[i]}{s_depth}")];
        var columns = names.Select(name => new Column(new AttributeExpression(name))).ToArray();
        s_depth++;
        try
        {
            var body = function switch
            {
                Func<Column, Column> one => one(columns[0]),
                Func<Column, Column, Column> two => two(columns[0], columns[1]),
                _ => ((Func<Column, Column, Column, Column>)function)(columns[0], columns[1], columns[2]),
            };
            return new LambdaExpression(body.Bare, names);
        }
        finally
        {
            s_depth--;
        }
    }
}
