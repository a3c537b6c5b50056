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
    private readonly List<SqlExpression> _oneSided = [];
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
    public static JoinNode With(JoinNode join, SqlExpression condition, bool isAnsi) =>
        Again(join, JoinType.Inner, join.Residual is { } residual ? new CallExpression("AND", [residual, condition]) : condition, isAnsi);

    /// <summary>A join whose rows meet one more condition, asked below it; null where it must be asked behind it.</summary>
    public static JoinNode? Below(JoinNode join, SqlExpression condition, bool isAnsi)
    {
        if (join.Type == JoinType.Inner)
        {
            return With(join, condition, isAnsi);
        }

        var pinned = ColumnReferences.Pin(condition, new Binder(join.Schema, isAnsi));
        var columns = ColumnReferences.Columns(pinned).ToList();
        int leftColumns = join.Left.Schema.Fields.Count;
        bool isLeft = columns.Count > 0 && columns[^1] < leftColumns;
        bool isRight = columns.Count > 0 && columns[0] >= leftColumns;
        var type = join.Type;
        if (isLeft && type.KeepsRight() && IsFalseOfNulls(pinned, join.Schema, isAnsi))
        {
            type = type == JoinType.FullOuter ? JoinType.LeftOuter : JoinType.Inner; // no row without a left side meets the condition
        }
        else if (isRight && type.KeepsLeft() && IsFalseOfNulls(pinned, join.Schema, isAnsi))
        {
            type = type == JoinType.FullOuter ? JoinType.RightOuter : JoinType.Inner;
        }

        if (type != join.Type)
        {
            return Below(Again(join, type, join.Residual, isAnsi), condition, isAnsi);
        }

        if ((!isLeft || type.KeepsRight()) && !(isRight && type == JoinType.RightOuter))
        {
            return null;
        }

        var analysis = Reopen(join, type, isAnsi);
        analysis.Filter(isLeft, pinned);
        return analysis.Build(join.Residual);
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

    private static JoinNode Again(JoinNode join, JoinType type, SqlExpression? condition, bool isAnsi) => Reopen(join, type, isAnsi).Build(condition);

    private static JoinAnalysis Reopen(JoinNode join, JoinType type, bool isAnsi)
    {
        var analysis = new JoinAnalysis(join.Left, join.Right, type, isAnsi);
        foreach (var key in join.Keys)
        {
            analysis._keys.Add(key);
            if (!key.MatchesNulls)
            {
                analysis.NeedValues(analysis.Pin(key.Left, isLeft: true));
                analysis.NeedValues(analysis.Pin(key.Right, isLeft: false));
            }
        }

        return analysis;
    }

    // Whether a condition is not true where all columns are NULL.
    private static bool IsFalseOfNulls(SqlExpression condition, StructType schema, bool isAnsi)
    {
        var row = RowBatch.Create(schema, 1);
        row.Count = 1;
        foreach (var column in row.Columns)
        {
            column.Reset(0);
            column.AppendNull();
        }

        try
        {
            var bound = new Binder(schema, isAnsi).Bind(condition);
            return bound.IsDeterministic && bound.Compile().Evaluate(row, RowSet.All(1), new EvaluationContext()) is FixedVector<bool> result && (result.IsNull(0) || !result.Values[0]);
        }
        catch (StreamingException)
        {
            return false;
        }
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
        FilterEquals();
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
        bool isLeft = columns.Count > 0 && columns[^1] < _leftColumns;
        if (isDeterministic && columns.Count > 0 && (isLeft || columns[0] >= _leftColumns))
        {
            _oneSided.Add(part);
            if (isLeft ? _type.FiltersLeft() : _type.FiltersRight())
            {
                Filter(isLeft, part);
                return;
            }
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
                Filter(isLeft, new CallExpression("IS NOT NULL", [At(column)]));
            }
        }
    }

    // What one side must meet about a value that must be equal, the other must meet too.
    private void FilterEquals()
    {
        var equal = new Dictionary<int, int>();
        foreach (var key in _keys)
        {
            if (!key.MatchesNulls && Pin(key.Left, isLeft: true) is AttributeExpression { Parts.Count: 1 } left && Pin(key.Right, isLeft: false) is AttributeExpression { Parts.Count: 1 } right
                && _columns.Fields[left.Ordinal].Type == _columns.Fields[right.Ordinal].Type)
            {
                equal.TryAdd(left.Ordinal, right.Ordinal);
                equal.TryAdd(right.Ordinal, left.Ordinal);
            }
        }

        foreach (var part in _oneSided.Concat(FiltersOf(_left, isLeft: true)).Concat(FiltersOf(_right, isLeft: false)).ToList())
        {
            var columns = ColumnReferences.Columns(part).ToList();
            bool isLeft = columns[0] < _leftColumns;
            if (columns.TrueForAll(equal.ContainsKey) && (isLeft ? _type.FiltersRight() : _type.FiltersLeft()))
            {
                Filter(!isLeft, ColumnReferences.Map(part, attribute => new AttributeExpression(attribute.Parts.Skip(1).Prepend(_columns.Fields[equal[attribute.Ordinal]].Name)) { Ordinal = equal[attribute.Ordinal] }));
            }
        }
    }

    // A condition over the columns of both, on one side only; nothing where the side meets it already.
    private void Filter(bool isLeft, SqlExpression condition)
    {
        ref var side = ref isLeft ? ref _left : ref _right;
        if (!FiltersOf(side, isLeft).Any(known => ExpressionRewriter.AreEqual(known, condition)))
        {
            side = PlanAnalysis.Filter(side, ColumnReferences.Narrow(condition, side.Schema, isLeft ? 0 : _leftColumns), _isAnsi);
        }
    }

    // The conditions that a side's rows meet, over the columns of both.
    private IEnumerable<SqlExpression> FiltersOf(RowNode side, bool isLeft)
    {
        while (true)
        {
            switch (side)
            {
                case FilterExpressionNode filter:
                    foreach (var part in Split(filter.Condition))
                    {
                        var pinned = Pin(part, isLeft);
                        if (ColumnReferences.Columns(pinned).Any() && _binder.Bind(pinned).IsDeterministic)
                        {
                            yield return pinned;
                        }
                    }

                    side = filter.Input;
                    break;
                case RowWatermarkNode watermark:
                    side = watermark.Input;
                    break;
                default:
                    yield break;
            }
        }
    }

    // An expression over the columns of one side, over those of both.
    private SqlExpression Pin(SqlExpression expression, bool isLeft)
    {
        var binder = new Binder(isLeft ? _left.Schema : _right.Schema, _isAnsi);
        return ColumnReferences.Map(expression, attribute =>
        {
            var (column, used) = binder.Locate(attribute);
            return new AttributeExpression(attribute.Parts.Skip(used).Prepend(binder.Schema.Fields[column].Name)) { Ordinal = column + (isLeft ? 0 : _leftColumns) };
        });
    }

    private AttributeExpression At(int column) => new(_columns.Fields[column].Name) { Ordinal = column };

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
