namespace Streaming;

/// <summary>Turns a SELECT into the operations of DataFrames.</summary>
internal sealed class SqlQueryBuilder(StreamingSession session)
{
    public DataFrame Build(SelectStatement statement)
    {
        var frame = Part(statement);
        foreach (var union in statement.Unions)
        {
            frame = Combined(frame, union);
        }

        if (statement.OrderBy.Count > 0)
        {
            frame = Sorted(frame, statement);
        }

        if (Count(statement.Offset) is { } offset)
        {
            frame = frame.Offset(offset);
        }

        return Count(statement.Limit) is { } limit ? frame.Limit(limit) : frame;
    }

    private DataFrame Combined(DataFrame frame, SqlUnion union)
    {
        var other = Build(union.Part);
        return (union.Operation, union.IsAll) switch
        {
            (SqlSetOperation.Union, true) => frame.Union(other),
            (SqlSetOperation.Union, false) => frame.Union(other).SqlDistinct(),
            (SqlSetOperation.Except, true) => frame.ExceptAll(other),
            (SqlSetOperation.Except, false) => frame.Except(other),
            (SqlSetOperation.Intersect, true) => frame.IntersectAll(other),
            _ => frame.Intersect(other),
        };
    }

    // A key may be the number of a result; one that is no result is computed beside the results.
    private DataFrame Sorted(DataFrame frame, SelectStatement statement)
    {
        var hidden = new List<AliasExpression>();
        var keys = statement.OrderBy.Select(key =>
        {
            if (key.Child is LiteralExpression { Value: int number })
            {
                return number >= 1 && number <= frame.Columns.Count
                    ? With(key, ColumnReferences.To(frame.Schema, number - 1))
                    : throw BindErrors.Make("ORDER_BY_POS_OUT_OF_RANGE", $"ORDER BY position {number} is not in select list (valid range is [1, {frame.Columns.Count}]).", "42805");
            }

            if (statement.Unions.Count > 0 || statement.IsDistinct || IsResult(frame, key.Child))
            {
                return key;
            }

            hidden.Add(new AliasExpression(key.Child, $"\u0001sort{hidden.Count}"));
            return With(key, new AttributeExpression(hidden[^1].Names[0]));
        }).ToList();
        if (hidden.Count > 0)
        {
            frame = Part(statement with { Items = [.. statement.Items, .. hidden] });
        }

        var sorted = frame.Sort([.. keys.Select(key => new Column(key))]);
        return hidden.Count > 0 ? sorted.Drop([.. hidden.Select(item => item.Names[0])]) : sorted;

        static SortExpression With(SortExpression key, SqlExpression child) => new(child, key.IsDescending, key.NullsFirst);
    }

    private static bool IsResult(DataFrame frame, SqlExpression key)
    {
        if (ExpressionRewriter.Any(key, AggregateFunctions.IsAggregate))
        {
            return false;
        }

        try
        {
            frame.Scope.Binder(frame.IsAnsi).Bind(frame.Resolve(key));
            return true;
        }
        catch (StreamingException error) when (error.ErrorClass?.StartsWith("UNRESOLVED_COLUMN", StringComparison.Ordinal) == true)
        {
            return false;
        }
    }

    private static int? Count(SqlExpression? expression) => expression switch
    {
        null => null,
        LiteralExpression { Value: int count and >= 0 } => count,
        LiteralExpression { Value: int } or CallExpression { Function: "-" or "negative", Children: [LiteralExpression { Value: int }] } => throw PlanErrors.NegativeCount(
            expression.Sql.Trim('(', ')', ' ').Replace(" ", "", StringComparison.Ordinal)),
        _ => throw BindErrors.Make("INVALID_LIMIT_LIKE_EXPRESSION.UNFOLDABLE", $"The limit like expression \"{expression.Sql}\" is invalid. The limit expression must evaluate to a constant value.", "42K0E"),
    };

    private DataFrame Part(SelectStatement statement)
    {
        var frame = statement.From is { } relation ? From(relation) : session.Range(1).ToDF("\u0001one"); // one row without columns that anybody knows
        if (statement.Where is { } condition)
        {
            frame = frame.Filter(new Column(condition));
        }

        frame = statement.GroupBy is { } grouping ? Grouped(frame, grouping, statement)
            : statement.Having is not null ? Grouped(frame, [], statement)
            : frame.Select([.. statement.Items.Select(item => new Column(item))]);
        return statement.IsDistinct ? frame.SqlDistinct() : frame;
    }

    private DataFrame From(SqlRelation relation) => relation switch
    {
        SqlView view => Named(session.Table(string.Join('.', view.Name)), view.Alias ?? view.Name[^1]),
        SqlRange range => Named(Range(range.Arguments), range.Alias),
        SqlDerived derived => Named(Build(derived.Query), derived.Alias),
        SqlJoin join => join.Using.Count > 0 ? From(join.Left).Join(From(join.Right), join.Using, join.Type) : From(join.Left).JoinOn(From(join.Right), join.On, join.Type),
        _ => throw Unsupported(relation.GetType().Name),
    };

    private DataFrame Range(IReadOnlyList<SqlExpression> arguments)
    {
        long[] numbers = [.. arguments.Select(argument => argument is LiteralExpression { Value: sbyte or short or int or long } literal
            ? Convert.ToInt64(literal.Value, System.Globalization.CultureInfo.InvariantCulture)
            : throw Unsupported($"range({argument.Sql})"))];
        return numbers.Length switch
        {
            1 => session.Range(numbers[0]),
            2 => session.Range(numbers[0], numbers[1]),
            3 => session.Range(numbers[0], numbers[1], numbers[2]),
            _ => throw Unsupported($"range with {numbers.Length} arguments"),
        };
    }

    private static DataFrame Named(DataFrame frame, string? alias) => alias is null ? frame : frame.Alias(alias);

    // A key may be the number or the alias of a result.
    private static DataFrame Grouped(DataFrame frame, IReadOnlyList<SqlGrouping> groupings, SelectStatement statement)
    {
        var window = WindowAnalysis.Find(groupings.SelectMany(grouping => grouping.Keys).SelectMany(key => key));
        var items = new Binder(frame.Schema, frame.IsAnsi).ExpandStars(statement.Items.Select(item => frame.Resolve(OfWindow(item)))).Select(PlanAnalysis.Name).ToList();
        var keys = new List<NamedExpression>();
        int Place(SqlExpression key)
        {
            var named = key switch
            {
                LiteralExpression { Value: int number } => number >= 1 && number <= items.Count ? items[number - 1] : throw BindErrors.Make(
                    "GROUP_BY_POS_OUT_OF_RANGE", $"GROUP BY position {number} is not in select list (valid range is [1, {items.Count}]).", "42805"),
                AttributeExpression { Parts: [var name] } when !frame.Schema.Fields.Any(field => string.Equals(field.Name, name, StringComparison.OrdinalIgnoreCase))
                    && items.Find(item => string.Equals(item.Name, name, StringComparison.OrdinalIgnoreCase)) is { } item => item,
                _ => PlanAnalysis.Name(frame.Resolve(key)),
            };
            int known = keys.FindIndex(other => ExpressionRewriter.AreEqual(other.Expression, named.Expression));
            if (known < 0)
            {
                keys.Add(named);
            }

            return known < 0 ? keys.Count - 1 : known;
        }

        // Keys in the order in which they are written, then the sets of all parts combined.
        IEnumerable<IReadOnlyList<int>> combined = [[]];
        foreach (var grouping in groupings)
        {
            foreach (var key in grouping.Keys.SelectMany(key => key))
            {
                Place(key);
            }

            var parts = grouping.Sets.Select(set => set.Select(Place).ToArray()).ToList();
            combined = combined.SelectMany(left => parts.Select(right => (IReadOnlyList<int>)[.. left, .. right])).ToList();
        }

        var sets = groupings.All(grouping => grouping.Kind == SqlGroupingKind.Plain) ? null : combined.ToList();
        if (statement.Having is not { } having)
        {
            return frame.With(AggregateAnalysis.Build(frame.Node, keys, items, frame.IsAnsi, sets));
        }

        const string Hidden = "\u0001having";

        // Results are meant before columns, except inside aggregates.
        var condition = frame.Resolve(ExpressionRewriter.Replace(PlanAnalysis.CountAll(OfWindow(having, isResult: false)), part => AggregateFunctions.IsAggregate(part)
            ? part
            : part is AttributeExpression { Parts: [var name] } ? items.Find(item => string.Equals(item.Name, name, StringComparison.OrdinalIgnoreCase))?.Expression : null));
        var all = frame.With(AggregateAnalysis.Build(frame.Node, keys, [.. items, new NamedExpression(Hidden, condition)], frame.IsAnsi, sets));
        return all.Filter(new Column(new AttributeExpression(Hidden))).Drop(Hidden);

        // The window that is grouped by is a column called after its function: window.start.
        SqlExpression OfWindow(SqlExpression expression, bool isResult = true)
        {
            var replaced = window is null ? expression : ExpressionRewriter.Replace(expression, part => part is AttributeExpression attribute && string.Equals(attribute.Parts[0], window.Function, StringComparison.OrdinalIgnoreCase)
                && !frame.Schema.Fields.Any(field => string.Equals(field.Name, attribute.Parts[0], StringComparison.OrdinalIgnoreCase))
                ? attribute.Parts.Skip(1).Aggregate((SqlExpression)window, (value, field) => new ExtractExpression(value, new LiteralExpression(field, DataTypes.String)))
                : null);
            return isResult && !ReferenceEquals(replaced, expression) && expression is AttributeExpression named ? new AliasExpression(replaced, named.Parts[^1]) : replaced;
        }
    }

    private static StreamingException Unsupported(string what) => new(
        "UNSUPPORTED_FEATURE", $"{what} is not supported by Sql(...) on streams. Build that part with the operations of DataFrame, or leave it out.");
}
