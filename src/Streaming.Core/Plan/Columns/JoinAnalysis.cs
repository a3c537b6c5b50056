namespace Streaming;

/// <summary>Takes the condition of a join apart: equal keys, what one side alone must meet, and the rest.</summary>
internal sealed class JoinAnalysis
{
    private static readonly HashSet<string> Comparisons = new(StringComparer.OrdinalIgnoreCase) { "=", "==", "<", "<=", ">", ">=" };
    private static readonly HashSet<string> NullIntolerant = new(StringComparer.OrdinalIgnoreCase) { "=", "==", "<", "<=", ">", ">=", "+", "-", "*", "/", "%" };

    private readonly JoinType _type;
    private readonly bool _isAnsi;
    private readonly int _leftColumns;
    private readonly StructType _columns;
    private readonly Binder _binder;
    private readonly List<SqlExpression> _residual = [];
    private readonly List<JoinKey> _keys = [];
    private RowNode _left;
    private RowNode _right;

    private JoinAnalysis(RowNode left, RowNode right, JoinType type, bool isAnsi)
    {
        _left = left;
        _right = right;
        _type = type;
        _isAnsi = isAnsi;
        _leftColumns = left.Schema.Fields.Count;
        _columns = new StructType(left.Schema.Fields.Concat(right.Schema.Fields));
        _binder = new Binder(_columns, isAnsi);
    }

    /// <summary>The join of two inputs.</summary>
    /// <param name="left">Left side.</param>
    /// <param name="right">Right side.</param>
    /// <param name="type">The type.</param>
    /// <param name="condition">The condition over the columns of both, names resolved; null for none.</param>
    /// <param name="isAnsi">Whether ANSI rules hold.</param>
    public static JoinNode Build(RowNode left, RowNode right, JoinType type, SqlExpression? condition, bool isAnsi) => new JoinAnalysis(left, right, type, isAnsi).Build(condition);

    /// <summary>An inner join with one more condition.</summary>
    public static JoinNode With(JoinNode join, SqlExpression condition, bool isAnsi)
    {
        var analysis = new JoinAnalysis(join.Left, join.Right, JoinType.Inner, isAnsi);
        analysis._keys.AddRange(join.Keys);
        return analysis.Build(join.Residual is { } residual ? new CallExpression("AND", [residual, condition]) : condition);
    }

    /// <summary>A join whose rows meet one more condition, asked below it; null where it must be asked behind it.</summary>
    public static JoinNode? Below(JoinNode join, SqlExpression condition, bool isAnsi)
    {
        if (join.Type == JoinType.Inner)
        {
            return With(join, condition, isAnsi);
        }

        var binder = new Binder(join.Schema, isAnsi);
        var pinned = ColumnReferences.Pin(condition, binder);
        var columns = ColumnReferences.Columns(pinned).ToList();
        int leftColumns = join.Left.Schema.Fields.Count;
        bool isLeft = columns.Count > 0 && columns[^1] < leftColumns && !join.Type.KeepsRight();
        bool isRight = columns.Count > 0 && columns[0] >= leftColumns && join.Type == JoinType.RightOuter;
        if (!isLeft && !isRight)
        {
            return null;
        }

        var left = isLeft ? PlanAnalysis.Filter(join.Left, ColumnReferences.Narrow(pinned, join.Left.Schema, 0), isAnsi) : join.Left;
        var right = isRight ? PlanAnalysis.Filter(join.Right, ColumnReferences.Narrow(pinned, join.Right.Schema, leftColumns), isAnsi) : join.Right;
        return Make(left, right, join.Type, join.Keys, join.Residual, join.Schema, isAnsi);
    }

    /// <summary>The parts of a condition that must all be true; NOT and BETWEEN are dissolved.</summary>
    public static IEnumerable<SqlExpression> Split(SqlExpression condition)
    {
        if (condition is CallExpression call)
        {
            switch (call.Function.ToUpperInvariant())
            {
                case "AND":
                    return call.Children.SelectMany(Split);
                case "BETWEEN":
                    return [new CallExpression(">=", [call.Children[0], call.Children[1]]).At(call.Origin), new CallExpression("<=", [call.Children[0], call.Children[2]]).At(call.Origin)];
                case "NOT" or "!" when Negated(call.Children[0]) is { } negated:
                    return Split(negated);
            }
        }

        return [condition];
    }

    private JoinNode Build(SqlExpression? condition)
    {
        if (condition is not null)
        {
            Check(condition);
            foreach (var part in Split(ColumnReferences.Pin(condition, _binder)))
            {
                Add(part);
            }
        }

        FilterNulls();
        var type = _type == JoinType.Cross ? JoinType.Inner : _type;
        var residual = _residual.Count == 0 ? null : ColumnReferences.Narrow(_residual.Aggregate((all, next) => new CallExpression("AND", [all, next])), _columns, 0);
        var schema = SchemaOf(_left.Schema, _right.Schema, _type);
        return Make(_left, _right, type, _keys, residual, schema, _isAnsi);
    }

    private static JoinNode Make(RowNode left, RowNode right, JoinType type, IReadOnlyList<JoinKey> keys, SqlExpression? residual, StructType schema, bool isAnsi) =>
        left.IsStreaming && right.IsStreaming ? new StreamJoinNode(left, right, type, keys, residual, schema, isAnsi) : new StaticJoinNode(left, right, type, keys, residual, schema);

    private static StructType SchemaOf(StructType left, StructType right, JoinType type) => type.IsLeftOnly()
        ? left
        : new StructType(
            left.Fields.Select(field => type.KeepsRight() ? field with { Nullable = true } : field)
                .Concat(right.Fields.Select(field => type.KeepsLeft() ? field with { Nullable = true } : field)));

    private void Check(SqlExpression condition)
    {
        var foreign = new List<SqlExpression>();
        ExpressionRewriter.Any(condition, part =>
        {
            if (AggregateFunctions.IsAggregate(part))
            {
                foreign.Add(PlanAnalysis.CountAll(part));
            }

            return false;
        });
        if (foreign.Count > 0)
        {
            throw BindErrors.Make(
                "UNSUPPORTED_EXPR_FOR_OPERATOR",
                "The query operator Join contains one or more unsupported expressions.\n"
                + "Consider to rewrite it to avoid window functions, aggregate functions, and generator functions in the Join operator.\n"
                + $"Invalid expressions: [{string.Join(", ", foreign.Select(part => $"\"{part.Sql}\""))}]",
                "42K0E");
        }

        if (ExpressionRewriter.Any(condition, GeneratorFunctions.IsGenerator))
        {
            throw BindErrors.Make("UNSUPPORTED_GENERATOR.OUTSIDE_SELECT", $"The generator is not supported: outside the SELECT clause, found: Join {_type}, {condition.Sql}.", "42K0E");
        }

        var bound = _binder.Bind(condition);
        if (!bound.Type.IsBoolean() && !bound.Type.IsNull())
        {
            throw BindErrors.Make("JOIN_CONDITION_IS_NOT_BOOLEAN_TYPE", $"The join condition \"{condition.Sql}\" has the invalid type {BindErrors.Quote(bound.Type)}, expected \"BOOLEAN\".", "42K0E");
        }
    }

    private void Add(SqlExpression part)
    {
        var columns = ColumnReferences.Columns(part).ToList();
        bool isDeterministic = _binder.Bind(part).IsDeterministic;
        if (isDeterministic && columns.Count > 0 && columns[^1] < _leftColumns && _type.FiltersLeft())
        {
            _left = PlanAnalysis.Filter(_left, ColumnReferences.Narrow(part, _left.Schema, 0), _isAnsi);
            return;
        }

        if (isDeterministic && columns.Count > 0 && columns[0] >= _leftColumns && _type.FiltersRight())
        {
            _right = PlanAnalysis.Filter(_right, ColumnReferences.Narrow(part, _right.Schema, _leftColumns), _isAnsi);
            return;
        }

        if (isDeterministic && part is CallExpression { Function: "=" or "==" or "<=>", Children: [var first, var second] } equality)
        {
            if (IsOf(first, isLeft: true) && IsOf(second, isLeft: false))
            {
                AddKey(first, second, equality);
                return;
            }

            if (IsOf(second, isLeft: true) && IsOf(first, isLeft: false))
            {
                AddKey(second, first, equality);
                return;
            }
        }

        _residual.Add(part);
    }

    private void AddKey(SqlExpression left, SqlExpression right, CallExpression equality)
    {
        bool matchesNulls = equality.Function == "<=>";
        _keys.Add(new JoinKey(ColumnReferences.Narrow(left, _left.Schema, 0), ColumnReferences.Narrow(right, _right.Schema, _leftColumns), matchesNulls) { Origin = equality.Origin });
        if (!matchesNulls)
        {
            NeedValues(left);
            NeedValues(right);
        }
    }

    private bool IsOf(SqlExpression expression, bool isLeft)
    {
        var columns = ColumnReferences.Columns(expression).ToList();
        return columns.Count > 0 && (isLeft ? columns[^1] < _leftColumns : columns[0] >= _leftColumns);
    }

    // Rows that can have no partner because of a NULL go before the join, as in Spark: they take no part in its state, nor in the watermark.
    private readonly SortedSet<int> _needed = [];

    private void NeedValues(SqlExpression expression)
    {
        switch (expression)
        {
            case AttributeExpression { Parts.Count: 1 } attribute:
                _needed.Add(attribute.Ordinal);
                break;
            case CastExpression { IsTry: false } cast:
                NeedValues(cast.Child);
                break;
            case CallExpression call when NullIntolerant.Contains(call.Function):
                foreach (var child in call.Children)
                {
                    NeedValues(child);
                }

                break;
        }
    }

    private void FilterNulls()
    {
        foreach (var part in _residual)
        {
            if (part is CallExpression call && Comparisons.Contains(call.Function))
            {
                NeedValues(part);
            }
        }

        foreach (int column in _needed)
        {
            bool isLeft = column < _leftColumns;
            if (_columns.Fields[column].Nullable && (isLeft ? _type.FiltersLeft() : _type.FiltersRight()))
            {
                ref var side = ref isLeft ? ref _left : ref _right;
                side = PlanAnalysis.Filter(side, new CallExpression("IS NOT NULL", [ColumnReferences.To(side.Schema, isLeft ? column : column - _leftColumns)]), _isAnsi);
            }
        }
    }

    private static SqlExpression? Negated(SqlExpression expression) => expression is not CallExpression call ? null : call.Function.ToUpperInvariant() switch
    {
        "OR" => new CallExpression("AND", call.Children.Select(child => Negated(child) ?? new CallExpression("NOT", [child]))),
        "<" => new CallExpression(">=", call.Children),
        "<=" => new CallExpression(">", call.Children),
        ">" => new CallExpression("<=", call.Children),
        ">=" => new CallExpression("<", call.Children),
        "NOT" or "!" => call.Children[0],
        _ => null,
    };
}
