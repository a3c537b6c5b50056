namespace Streaming;

/// <summary>References to columns by position, for inputs in which several columns have the same name.</summary>
internal static class ColumnReferences
{
    /// <summary>A column by its position; it is written down only where the name does not say it.</summary>
    public static AttributeExpression To(StructType schema, int column) => To(schema, column, []);

    /// <summary>A field inside a column.</summary>
    public static AttributeExpression To(StructType schema, int column, IEnumerable<string> fields)
    {
        string name = schema.Fields[column].Name;
        return new AttributeExpression(fields.Prepend(name)) { Ordinal = schema.Fields.Count(field => Same(field.Name, name)) > 1 ? column : -1 };
    }

    /// <summary>An expression whose columns are all given by position.</summary>
    public static SqlExpression Pin(SqlExpression expression, Binder binder) => Map(expression, attribute =>
    {
        var (column, used) = binder.Locate(attribute);
        return At(binder.Schema, column, attribute.Parts.Skip(used));
    });

    /// <summary>An expression whose columns are given by position, over some of the columns only: the first of them is the column <paramref name="first"/>.</summary>
    public static SqlExpression Narrow(SqlExpression expression, StructType schema, int first) => Map(expression, attribute => To(schema, attribute.Ordinal - first, attribute.Parts.Skip(1)));

    /// <summary>The positions of the columns of an expression that has been pinned.</summary>
    public static IEnumerable<int> Columns(SqlExpression expression)
    {
        var columns = new SortedSet<int>();
        Map(expression, attribute =>
        {
            columns.Add(attribute.Ordinal);
            return attribute;
        });
        return columns;
    }

    /// <summary>Replaces the names of columns; those of lambda parameters stay.</summary>
    public static SqlExpression Map(SqlExpression expression, Func<AttributeExpression, SqlExpression> replacement) => Map(expression, replacement, []);

    private static SqlExpression Map(SqlExpression expression, Func<AttributeExpression, SqlExpression> replacement, IReadOnlyList<string> parameters) =>
        ExpressionRewriter.Replace(expression, part => part switch
        {
            AttributeExpression attribute => attribute.Ordinal < 0 && parameters.Any(parameter => Same(parameter, attribute.Parts[0])) ? attribute : replacement(attribute).At(attribute.Origin),
            LambdaExpression lambda => new LambdaExpression(Map(lambda.Body, replacement, [.. parameters, .. lambda.Parameters]), lambda.Parameters),
            _ => null,
        });

    private static AttributeExpression At(StructType schema, int column, IEnumerable<string> fields) => new(fields.Prepend(schema.Fields[column].Name)) { Ordinal = column };

    private static bool Same(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
}
