namespace Streaming;

/// <summary>The columns that expressions over a DataFrame may name: by name, by qualified name, or as <c>df["name"]</c>.</summary>
/// <param name="schema">Names and types, hidden columns at the end.</param>
/// <param name="tags">One for each column.</param>
/// <param name="hidden">Columns at the end that a name means only where no other column has it: the two sides of a USING column.</param>
internal sealed class ColumnScope(StructType schema, IReadOnlyList<ColumnTag> tags, int hidden = 0)
{
    public StructType Schema { get; } = schema;

    public IReadOnlyList<ColumnTag> Tags { get; } = tags;

    public int Hidden { get; } = hidden;

    private int Visible => Schema.Fields.Count - Hidden;

    // Names say it all, and the binder resolves them.
    private bool IsPlain => Hidden == 0 && Tags.All(tag => tag.Qualifier is null) && Schema.FieldNames.Distinct(StringComparer.OrdinalIgnoreCase).Count() == Schema.Fields.Count;

    /// <summary>Columns without a past.</summary>
    public static ColumnScope Of(StructType schema) => new(schema, [.. schema.Fields.Select(Fresh)]);

    public static ColumnTag Fresh(StructField field) => new(new object(), field.Name, null);

    /// <summary>The columns of both sides of a join.</summary>
    public static ColumnScope Both(ColumnScope left, ColumnScope right) => new(
        new StructType(left.Schema.Fields.Take(left.Visible).Concat(right.Schema.Fields.Take(right.Visible))), [.. left.Tags.Take(left.Visible), .. right.Tags.Take(right.Visible)]);

    public ColumnScope Qualified(string name) => new(new StructType(Schema.Fields.Take(Visible)), [.. Tags.Take(Visible).Select((tag, i) => tag with { Qualifier = name, Place = i })]);

    /// <summary>Without the hidden columns.</summary>
    public ColumnScope OnlyVisible() => Hidden == 0 ? this : new ColumnScope(new StructType(Schema.Fields.Take(Visible)), [.. Tags.Take(Visible)]);

    /// <summary>With the hidden columns as columns like others.</summary>
    public ColumnScope Whole() => new(Schema, Tags);

    /// <summary>Whether an expression that has been resolved names hidden columns.</summary>
    public bool UsesHidden(SqlExpression expression) => Hidden > 0 && ExpressionRewriter.Any(expression, part => part is AttributeExpression attribute && attribute.Ordinal >= Visible);

    /// <summary>The same columns as those of another node.</summary>
    public ColumnScope Of(RowNode node) => new(node.Schema, OnlyVisible().Tags);

    /// <summary>The same columns after a step; columns that the step only hands on keep their tags.</summary>
    /// <param name="node">The step, or the last of several.</param>
    /// <param name="known">The node whose columns these are.</param>
    public ColumnScope After(RowNode node, RowNode known) => new(node.Schema, TagsOf(node, known) ?? [.. node.Schema.Fields.Select(Fresh)]);

    public Binder Binder(bool isAnsi) => Binder(isAnsi, Schema.Fields.Count);

    /// <summary>The expression, with the columns in a form that needs no qualifiers.</summary>
    public SqlExpression Resolve(SqlExpression expression, bool isAnsi)
    {
        bool isPlain = IsPlain;
        return ColumnReferences.Map(expression, attribute => isPlain && attribute.Identity is null ? attribute : Located(attribute, isAnsi));
    }

    /// <summary>The expressions, each star replaced by the columns that it stands for.</summary>
    public IReadOnlyList<SqlExpression> ResolveAll(IEnumerable<SqlExpression> expressions, bool isAnsi)
    {
        var result = new List<SqlExpression>();
        foreach (var expression in expressions)
        {
            if (Hidden > 0 && expression is StarExpression { Target: [var qualifier] } && Tags.Any(tag => string.Equals(tag.Qualifier, qualifier, StringComparison.OrdinalIgnoreCase)))
            {
                // All columns of that side, in the order that they have there.
                var own = Enumerable.Range(0, Tags.Count).Where(i => string.Equals(Tags[i].Qualifier, qualifier, StringComparison.OrdinalIgnoreCase));
                result.AddRange(own.OrderBy(i => Tags[i].Place).Select(i => ColumnReferences.To(Schema, i)));
            }
            else if (expression is StarExpression star)
            {
                result.AddRange(Binder(isAnsi, star.Target.Count == 0 ? Visible : Schema.Fields.Count).ExpandStars([star]).Select(item => Resolve(item, isAnsi)));
            }
            else
            {
                result.Add(Resolve(expression, isAnsi));
            }
        }

        return result;
    }

    private SqlExpression Located(AttributeExpression attribute, bool isAnsi)
    {
        try
        {
            return Resolve(attribute, isAnsi);
        }
        catch (StreamingException error) when (attribute.Origin?.OfAnalysis(error) is { } located)
        {
            throw located;
        }
    }

    private SqlExpression Resolve(AttributeExpression attribute, bool isAnsi)
    {
        if (attribute.Ordinal >= 0)
        {
            return attribute;
        }

        if (attribute.Identity is { } identity)
        {
            var found = Enumerable.Range(0, Tags.Count).Where(i => ReferenceEquals(Tags[i].Id, identity)).ToArray();
            if (found.Length > 1)
            {
                throw BindErrors.Make(
                    "AMBIGUOUS_COLUMN_REFERENCE",
                    $"Column \"{attribute.Sql}\" is ambiguous. It's because you joined several DataFrame together, and some of these DataFrames are the same.\n"
                    + "This column points to one of the DataFrame but Spark is unable to figure out which one.\n"
                    + "Please alias the DataFrames with different names via `DataFrame.alias` before joining them,\n"
                    + "and specify the column using qualified name, e.g. `df.alias(\"a\").join(df.alias(\"b\"), col(\"a.id\") > col(\"b.id\"))`.",
                    "42702");
            }

            if (found.Length == 1)
            {
                return ColumnReferences.To(Schema, found[0], attribute.Parts.Skip(1));
            }
        }

        if (IsPlain)
        {
            return attribute;
        }

        if (Hidden > 0)
        {
            try
            {
                var (visible, parts) = Binder(isAnsi, Visible).Locate(attribute);
                return ColumnReferences.To(Schema, visible, attribute.Parts.Skip(parts));
            }
            catch (StreamingException error) when (error.ErrorClass?.StartsWith("UNRESOLVED_COLUMN", StringComparison.Ordinal) == true)
            {
                // The hidden columns are asked next.
            }
        }

        var (column, used) = Binder(isAnsi, Schema.Fields.Count).Locate(attribute);
        return ColumnReferences.To(Schema, column, attribute.Parts.Skip(used));
    }

    private Binder Binder(bool isAnsi, int columns) => new(columns == Schema.Fields.Count ? Schema : new StructType(Schema.Fields.Take(columns)), isAnsi)
    {
        Qualifiers = Tags.Any(tag => tag.Qualifier is not null) ? [.. Tags.Take(columns).Select(tag => tag.Qualifier)] : null,
    };

    private IReadOnlyList<ColumnTag>? TagsOf(RowNode node, RowNode known)
    {
        if (ReferenceEquals(node, known))
        {
            return OnlyVisible().Tags;
        }

        if (node.Inputs is not [RowNode input, ..] || TagsOf(input, known) is not { } tags)
        {
            return null;
        }

        switch (node)
        {
            case ProjectNode project:
                return [.. project.Expressions.Select((named, i) => named.Expression is AttributeExpression { Parts.Count: 1 } column && Handed(column, input, tags, named.Name) is { } tag ? tag : Fresh(node.Schema.Fields[i]))];
            case AggregateNode aggregate:
                return [.. aggregate.Keys.Select((key, i) => key.Expression is AttributeExpression { Parts.Count: 1 } column && Handed(column, input, tags, key.Name) is { } tag ? tag : Fresh(node.Schema.Fields[i])), .. node.Schema.Fields.Skip(aggregate.Keys.Count).Select(Fresh)];
            default:
                // Filters and the like hand all columns on; others put theirs behind them.
                return node.Schema.Fields.Count >= tags.Count ? [.. tags, .. node.Schema.Fields.Skip(tags.Count).Select(Fresh)] : null;
        }
    }

    private static ColumnTag? Handed(AttributeExpression column, RowNode input, IReadOnlyList<ColumnTag> tags, string name)
    {
        int index = column.Ordinal;
        for (int i = 0; index < 0 && i < input.Schema.Fields.Count; i++)
        {
            index = string.Equals(input.Schema.Fields[i].Name, column.Parts[0], StringComparison.OrdinalIgnoreCase) ? i : -1;
        }

        return index >= 0 && string.Equals(tags[index].Name, name, StringComparison.OrdinalIgnoreCase) ? tags[index] : null;
    }
}
