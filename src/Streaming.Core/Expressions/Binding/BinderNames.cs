namespace Streaming;

internal sealed partial class Binder
{
    private BoundExpression BindAttribute(AttributeExpression attribute)
    {
        var (column, used) = Locate(attribute);
        return Fields(Column(column), attribute.Parts, used, attribute);
    }

    /// <summary>The column that a name means, and how many parts of the name say so; the others are fields inside it.</summary>
    public (int Column, int Used) Locate(AttributeExpression attribute)
    {
        if (attribute.Ordinal >= 0)
        {
            return (attribute.Ordinal, 1);
        }

        // Innermost parameters first, then columns: a name, or qualifier.name.
        var parts = attribute.Parts;
        for (int i = Schema.Fields.Count - 1; i >= Schema.Fields.Count - Parameters; i--)
        {
            if (Same(Schema.Fields[i].Name, parts[0]))
            {
                return (i, 1);
            }
        }

        int columns = Schema.Fields.Count - Parameters;
        if (parts.Count > 1 && Qualifiers is not null)
        {
            var qualified = Enumerable.Range(0, columns).Where(i => Same(Qualifiers[i], parts[0]) && Same(Schema.Fields[i].Name, parts[1])).ToArray();
            if (qualified.Length > 0)
            {
                return (Only(qualified, attribute), 2);
            }
        }

        var matches = Enumerable.Range(0, columns).Where(i => Same(Schema.Fields[i].Name, parts[0])).ToArray();
        return matches.Length > 0 ? (Only(matches, attribute), 1) : throw BindErrors.UnknownColumn(Quoted(parts), Suggestions(parts, columns));
    }

    private int Only(int[] matches, AttributeExpression attribute) => matches.Length == 1
        ? matches[0]
        : throw BindErrors.AmbiguousColumn(Quoted(attribute.Parts), matches.Select(QualifiedName));

    private BoundColumn Column(int index) => new(index, Schema.Fields[index].Name, Schema.Fields[index].Type, Schema.Fields[index].Nullable);

    private BoundExpression Fields(BoundExpression value, IReadOnlyList<string> parts, int from, AttributeExpression attribute)
    {
        for (int i = from; i < parts.Count; i++)
        {
            value = Extraction.Bind(attribute, value, new LiteralExpression(parts[i], DataTypes.String), this);
        }

        return value;
    }

    private IEnumerable<SqlExpression> Expand(StarExpression star)
    {
        int columns = Schema.Fields.Count - Parameters;
        if (star.Target.Count == 0)
        {
            return Enumerable.Range(0, columns).Select(column => ColumnReferences.To(Schema, column));
        }

        if (star.Target.Count == 1 && Qualifiers is not null)
        {
            var own = Enumerable.Range(0, columns).Where(i => Same(Qualifiers[i], star.Target[0])).ToArray();
            if (own.Length > 0)
            {
                return own.Select(column => ColumnReferences.To(Schema, column));
            }
        }

        var target = new AttributeExpression(star.Target);
        if (!Enumerable.Range(0, columns).Any(i => Same(Schema.Fields[i].Name, star.Target[0]) || Same(Qualifiers?[i], star.Target[0])))
        {
            throw BindErrors.Make(
                "CANNOT_RESOLVE_STAR_EXPAND",
                $"Cannot resolve {Quoted(star.Target)}.* given input columns {string.Join(", ", Schema.Fields.Select(field => $"`{field.Name}`"))}. Please check that the specified table or struct exists and is accessible in the input columns.",
                "42704");
        }

        return Bind(target).Type is StructType structure
            ? structure.Fields.Select(field => new AttributeExpression([.. star.Target, field.Name]))
            : throw BindErrors.NotExtractable(target, Bind(target).Type);
    }

    private string QualifiedName(int column) => Qualifiers?[column] is { } qualifier ? $"`{qualifier}`.`{Schema.Fields[column].Name}`" : $"`{Schema.Fields[column].Name}`";

    // The five nearest names by edit distance; qualifiers only where they tell columns apart or were written.
    private string[] Suggestions(IReadOnlyList<string> parts, int columns)
    {
        string name = string.Join('.', parts);
        bool isQualified = parts.Count > 1 && Qualifiers is not null;
        bool showsQualifier = isQualified || Qualifiers?.Take(columns).Distinct(StringComparer.OrdinalIgnoreCase).Count() > 1;
        return
        [
            .. Enumerable.Range(0, columns)
                .Select(i => (Column: i, Distance: Distance(isQualified && Qualifiers![i] is { } qualifier ? $"{qualifier}.{Schema.Fields[i].Name}" : Schema.Fields[i].Name, name)))
                .OrderBy(candidate => candidate.Distance)
                .ThenBy(candidate => Schema.Fields[candidate.Column].Name, StringComparer.Ordinal)
                .ThenBy(candidate => Qualifiers?[candidate.Column], StringComparer.Ordinal)
                .Select(candidate => showsQualifier ? QualifiedName(candidate.Column) : $"`{Schema.Fields[candidate.Column].Name}`")
                .Take(5),
        ];
    }

    private static bool Same(string? left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);

    private static string Quoted(IEnumerable<string> parts) => string.Join('.', parts.Select(part => $"`{part.Replace("`", "``", StringComparison.Ordinal)}`"));

    private static int Distance(string left, string right)
    {
        var row = Enumerable.Range(0, right.Length + 1).ToArray();
        for (int i = 1; i <= left.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= right.Length; j++)
            {
                int above = row[j];
                row[j] = Math.Min(Math.Min(above, row[j - 1]) + 1, diagonal + (left[i - 1] == right[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }

        return row[^1];
    }
}
