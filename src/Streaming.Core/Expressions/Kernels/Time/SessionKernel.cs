using System.Text;

namespace Streaming;

/// <summary>Sessions of single rows: from a time to the time plus a gap. NULL where time or gap is, or the gap is not above zero.</summary>
internal sealed class SessionKernel : Kernel
{
    private readonly Kernel _time;
    private readonly Kernel _gap;
    private readonly bool _isZoned;
    private readonly StructVector _result;
    private byte[] _text = [];
    private int _textLength = -1;
    private Interval? _parsed;

    public SessionKernel(DataType type, Kernel time, Kernel gap)
    {
        _time = time;
        _gap = gap;
        _isZoned = ((StructType)type).Fields[0].Type == DataTypes.Timestamp;
        _result = (StructVector)Vectors.Create(type);
    }

    public override ColumnVector Evaluate(RowBatch batch, RowSet rows, EvaluationContext context)
    {
        var times = (FixedVector<long>)_time.Evaluate(batch, rows, context);
        var gaps = _gap.Evaluate(batch, rows, context);
        var starts = (FixedVector<long>)_result.Fields[0];
        var ends = (FixedVector<long>)_result.Fields[1];
        _result.Reset(batch.Count);
        var add = new AddInterval(false, _isZoned);
        for (int i = 0; i < rows.Count; i++)
        {
            int row = rows[i];
            long end = 0;
            bool isSession = !times.IsNull(row) && GapOf(gaps, row) is { } gap
                && (gap is { Months: 0, Days: 0 } ? (end = times.Values[row] + gap.Microseconds) > times.Values[row] : add.Apply(times.Values[row], gap, context, out end))
                && end > times.Values[row];
            if (isSession)
            {
                starts.Values[row] = times.Values[row];
                ends.Values[row] = end;
            }
            else
            {
                _result.Nulls.Set(row);
            }
        }

        return _result;
    }

    private Interval? GapOf(ColumnVector gaps, int row) => gaps.IsNull(row) ? null : gaps switch
    {
        FixedVector<Interval> intervals => intervals.Values[row],
        FixedVector<long> durations => new Interval(0, 0, durations.Values[row]),
        FixedVector<int> months => new Interval(months.Values[row], 0, 0),
        BytesVector texts => Parse(texts.Value(row)),
        _ => null,
    };

    // Few texts come again and again.
    private Interval? Parse(ReadOnlySpan<byte> text)
    {
        if (_textLength != text.Length || !text.SequenceEqual(_text.AsSpan(0, _textLength)))
        {
            _parsed = CalendarInterval.TryParse(Encoding.UTF8.GetString(text), out var interval) ? new Interval(interval.Months, interval.Days, interval.Microseconds) : null;
            if (_text.Length < text.Length)
            {
                _text = new byte[Math.Max(64, text.Length)];
            }

            text.CopyTo(_text);
            _textLength = text.Length;
        }

        return _parsed;
    }
}
