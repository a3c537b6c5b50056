namespace Streaming;

/// <summary>Rows of a DataFrame in groups; an aggregation makes a DataFrame of it again.</summary>
public sealed class GroupedDataFrame
{
    private readonly DataFrame _frame;
    private readonly IReadOnlyList<NamedExpression> _keys;
    private readonly IReadOnlyList<IReadOnlyList<int>>? _sets;
    private readonly (SqlExpression Column, IReadOnlyList<SqlExpression> Values)? _pivot;

    internal GroupedDataFrame(DataFrame frame, IReadOnlyList<NamedExpression> keys, IReadOnlyList<IReadOnlyList<int>>? sets = null, (SqlExpression Column, IReadOnlyList<SqlExpression> Values)? pivot = null)
    {
        _frame = frame;
        _keys = keys;
        _sets = sets;
        _pivot = pivot;
        var binder = new Binder(frame.Schema, frame.IsAnsi);
        foreach (var key in keys)
        {
            binder.Bind(key.Expression);
        }
    }

    /// <summary>The keys, then aggregates.</summary>
    public DataFrame Agg(Column first, params Column[] others)
    {
        ArgumentNullException.ThrowIfNull(first);
        var results = others.Prepend(first).Select(column => PlanAnalysis.Name(_frame.Resolve(column.Expression))).ToList();
        return _frame.With(_pivot is { } pivot
            ? PivotAnalysis.Build(_frame.Node, _keys, pivot.Column, pivot.Values, results, _frame.IsAnsi)
            : AggregateAnalysis.Build(_frame.Node, _keys, [.. _keys, .. results], _frame.IsAnsi, _sets));
    }

    /// <summary>A column for each value of a column, with the aggregates of the rows that have it.</summary>
    /// <param name="column">The column, by name.</param>
    /// <param name="values">Its values; each gives a column of its name.</param>
    public GroupedDataFrame Pivot(string column, params object?[] values) => Pivot(Functions.Col(column), values);

    /// <summary>A column for each value of a column, with the aggregates of the rows that have it.</summary>
    public GroupedDataFrame Pivot(Column column, params object?[] values)
    {
        ArgumentNullException.ThrowIfNull(column);
        ArgumentNullException.ThrowIfNull(values);
        if (_pivot is not null)
        {
            throw BindErrors.Make("REPEATED_CLAUSE", "The PIVOT clause may be used at most once per SUBQUERY operation.", "42614");
        }

        if (_sets is not null)
        {
            throw BindErrors.Make("UNSUPPORTED_FEATURE.PIVOT_AFTER_GROUP_BY", "The feature is not supported: PIVOT clause following a GROUP BY clause. Consider pushing the GROUP BY into a subquery.", "0A000");
        }

        return new GroupedDataFrame(_frame, _keys, null, (_frame.Resolve(column.Bare), [.. values.Select(Column.Operand)]));
    }

    internal GroupedDataFrame InSets(IReadOnlyList<IReadOnlyList<int>> sets) => new(_frame, _keys, sets);

    /// <summary>The keys, then aggregates in SQL text: <c>"count(*) AS n"</c>.</summary>
    public DataFrame Agg(string first, params string[] others) => Agg(_frame.Parse(first), [.. others.Select(_frame.Parse)]);

    /// <summary>Number of rows, as <c>count</c>.</summary>
    public DataFrame Count() => Agg(Functions.Count(Functions.Lit(1)).As("count"));

    /// <summary>Sums of columns; none given: of all numeric ones.</summary>
    public DataFrame Sum(params string[] columns) => Each(Functions.Sum, columns);

    /// <summary>Means of columns; none given: of all numeric ones.</summary>
    public DataFrame Avg(params string[] columns) => Each(Functions.Avg, columns);

    /// <summary>Means of columns; none given: of all numeric ones.</summary>
    public DataFrame Mean(params string[] columns) => Each(Functions.Avg, columns);

    /// <summary>Smallest values of columns; none given: of all numeric ones.</summary>
    public DataFrame Min(params string[] columns) => Each(Functions.Min, columns);

    /// <summary>Largest values of columns; none given: of all numeric ones.</summary>
    public DataFrame Max(params string[] columns) => Each(Functions.Max, columns);

    private DataFrame Each(Func<Column, Column> function, string[] columns)
    {
        var names = columns.Length > 0
            ? columns
            : [.. _frame.Schema.Fields
                .Where(field => field.Type is DecimalType or AtomicType { Kind: >= AtomicKind.Byte and <= AtomicKind.Double } && !_keys.Any(key => string.Equals(key.Name, field.Name, StringComparison.OrdinalIgnoreCase)))
                .Select(field => field.Name)];
        var aggregates = names.Select(name => function(Functions.Col(name))).ToArray();
        return aggregates.Length == 0 ? throw new StreamingException("MISSING_NUMERIC_COLUMN", "There is no numeric column to aggregate: name the columns.") : Agg(aggregates[0], aggregates[1..]);
    }
}
