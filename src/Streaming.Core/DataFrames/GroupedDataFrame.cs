namespace Streaming;

/// <summary>Rows of a DataFrame in groups; an aggregation makes a DataFrame of it again.</summary>
public sealed class GroupedDataFrame
{
    private readonly DataFrame _frame;
    private readonly IReadOnlyList<NamedExpression> _keys;

    internal GroupedDataFrame(DataFrame frame, IReadOnlyList<NamedExpression> keys)
    {
        _frame = frame;
        _keys = keys;
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
        var results = others.Prepend(first).Select(column => PlanAnalysis.Name(_frame.Resolve(column.Expression)));
        return _frame.With(AggregateAnalysis.Build(_frame.Node, _keys, [.. _keys, .. results], _frame.IsAnsi));
    }

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
