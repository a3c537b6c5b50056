namespace Streaming;

/// <summary>Finds out from the condition of a join how long a row of one side may still find a partner on the other: <c>left.time &gt;= right.time - INTERVAL 5 SECONDS</c> and the like.</summary>
/// <remarks>Each comparison is brought to the form <c>time of this side &gt; time of the other side + constant</c>; the time of the other side is at least its watermark.</remarks>
internal sealed class JoinTimeBounds
{
    private readonly StructType _columns;
    private readonly int _leftColumns;
    private readonly Binder _binder;
    private readonly IReadOnlyList<SqlExpression> _parts;

    public JoinTimeBounds(StructType left, StructType right, SqlExpression? condition, bool isAnsi)
    {
        _columns = new StructType(left.Fields.Concat(right.Fields));
        _leftColumns = left.Fields.Count;
        _binder = new Binder(_columns, isAnsi);
        _parts = condition is null ? [] : [.. JoinAnalysis.Split(ColumnReferences.Pin(condition, _binder))];
    }

    /// <summary>What has to be added to the watermark, in milliseconds, to come to the time up to which rows of a side are finished; null where the condition does not say.</summary>
    /// <param name="isLeft">The side.</param>
    /// <param name="needsEventTime">Whether only the side's event time counts; else any of its columns does.</param>
    public long? OffsetOf(bool isLeft, bool needsEventTime = true)
    {
        long? offset = null;
        foreach (var part in _parts)
        {
            if (part is CallExpression { Children: [var first, var second] } call && OffsetOf(call.Function, first, second, isLeft, needsEventTime) is { } found)
            {
                offset = Math.Min(offset ?? found, found);
            }
        }

        return offset;
    }

    private long? OffsetOf(string comparison, SqlExpression first, SqlExpression second, bool isLeft, bool needsEventTime) => comparison switch
    {
        "<" => Solve(first, second, isLeft, needsEventTime),
        "<=" => Solve(first, second, isLeft, needsEventTime) - 1, // the bound itself may still find a partner
        ">" => Solve(second, first, isLeft, needsEventTime),
        ">=" => Solve(second, first, isLeft, needsEventTime) - 1,
        _ => null,
    };

    // smaller < larger: the terms of larger - smaller > 0 are this side's time, minus the other's, and constants.
    private long? Solve(SqlExpression smaller, SqlExpression larger, bool isLeft, bool needsEventTime)
    {
        var terms = new List<(bool IsNegative, int Place, decimal Micros)>();
        if (!Collect(larger, false, terms) || !Collect(smaller, true, terms))
        {
            return null;
        }

        var own = terms.Where(term => term.Place >= 0 && IsOf(term.Place, isLeft)).ToList();
        var other = terms.Where(term => term.Place >= 0 && !IsOf(term.Place, isLeft)).ToList();
        if (own is not [(IsNegative: false, var column, _)] || other is not [(IsNegative: true, var partner, _)]
            || _columns.Fields[partner].WatermarkDelayMs is null || (needsEventTime && _columns.Fields[column].WatermarkDelayMs is null))
        {
            return null;
        }

        decimal constant = terms.Where(term => term.Place < 0).Sum(term => term.IsNegative ? -term.Micros : term.Micros);
        decimal offset = Math.Floor(-constant / 1000);
        return offset is > long.MinValue / 4m and < long.MaxValue / 4m ? (long)offset : null;
    }

    private bool IsOf(int column, bool isLeft) => column < _leftColumns == isLeft;

    private bool Collect(SqlExpression expression, bool isNegative, List<(bool IsNegative, int Place, decimal Micros)> terms)
    {
        if (!ColumnReferences.Columns(expression).Any())
        {
            if (Constant(expression) is not { } micros)
            {
                return false;
            }

            terms.Add((isNegative, -1, micros));
            return true;
        }

        switch (expression)
        {
            case AttributeExpression { Parts.Count: 1 } attribute when _columns.Fields[attribute.Ordinal].Type is var type && (type.IsTimestamp() || type.IsNumeric()):
                terms.Add((isNegative, attribute.Ordinal, 0));
                return true;
            case CastExpression cast when cast.Type.IsNumeric() || cast.Type.IsTimestamp():
                return Collect(cast.Child, isNegative, terms);
            case CallExpression { Children: [var only] } call when FunctionText.IsCast(call.Function) && _binder.Bind(call).Type is var type && (type.IsNumeric() || type.IsTimestamp()):
                return Collect(only, isNegative, terms);
            case CallExpression { Function: "-", Children: [var only] }:
                return Collect(only, !isNegative, terms);
            case CallExpression { Function: "+", Children: [var first, var second] }:
                return Collect(first, isNegative, terms) && Collect(second, isNegative, terms);
            // As in Spark the difference of two times is not looked into: it is an interval.
            case CallExpression { Function: "-", Children: [var first, var second] } when !(_binder.Bind(first).Type.IsTimestamp() && _binder.Bind(second).Type.IsTimestamp()):
                return Collect(first, isNegative, terms) && Collect(second, !isNegative, terms);
            default:
                return false;
        }
    }

    // Intervals and times in microseconds, numbers as seconds.
    private decimal? Constant(SqlExpression expression)
    {
        try
        {
            var bound = _binder.Bind(expression);
            if (!bound.IsDeterministic)
            {
                return null;
            }

            var vector = bound.Compile().Evaluate(new RowBatch(new StructType(), [], 1) { Count = 1 }, RowSet.All(1), new EvaluationContext());
            return vector.IsNull(0) ? null : VectorValues.Get(vector, 0) switch
            {
                TimeSpan span => span.Ticks / (decimal)TimeSpan.TicksPerMicrosecond,
                Interval { Months: 0 } interval => (interval.Days * (decimal)TimeSpan.TicksPerDay / TimeSpan.TicksPerMicrosecond) + interval.Microseconds,
                DateTimeOffset time => (time - DateTimeOffset.UnixEpoch).Ticks / (decimal)TimeSpan.TicksPerMicrosecond,
                DateTime time => (time - DateTime.UnixEpoch).Ticks / (decimal)TimeSpan.TicksPerMicrosecond,
                IConvertible number when bound.Type.IsNumeric() => Convert.ToDecimal(number, System.Globalization.CultureInfo.InvariantCulture) * 1_000_000,
                SqlDecimal number => decimal.Parse(number.ToString(), System.Globalization.CultureInfo.InvariantCulture) * 1_000_000,
                _ => null,
            };
        }
        catch (Exception error) when (error is StreamingException or OverflowException or FormatException or InvalidOperationException)
        {
            return null; // what cannot be computed now says nothing about time
        }
    }
}
