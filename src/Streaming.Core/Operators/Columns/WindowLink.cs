namespace Streaming;

/// <summary>Adds the column of a row's window; a row of several windows is repeated, one without a time left out.</summary>
internal sealed class WindowLink : ColumnLink
{
    private readonly StageContext _context;
    private readonly int _number;
    private readonly EvaluationContext _evaluation;
    private readonly ColumnLink _next;
    private readonly BoundTimeWindow _window;
    private readonly Kernel _time;
    private readonly int _inputColumns;
    private readonly RowBatch _shared;
    private readonly RowBatch _repeated;
    private readonly FixedVector<long> _starts;
    private readonly FixedVector<long> _ends;
    private readonly StructVector _windows;
    private readonly int[] _parents;
    private int[] _kept = [];
    private int _count;

    public WindowLink(StageContext context, int number, EvaluationContext evaluation, BoundTimeWindow window, int inputColumns, StructType schema, int capacity, ColumnLink next)
        : base(Union(inputColumns, [next.Required[..inputColumns], ColumnUse.Of(window, inputColumns)]))
    {
        _context = context;
        _number = number;
        _evaluation = evaluation;
        _next = next;
        _window = window;
        _time = window.Located(window.Time.Compile());
        _inputColumns = inputColumns;
        _shared = RowBatch.Create(schema, 0);
        _repeated = RowBatch.Create(schema, window.Windows > 1 ? capacity : 0);
        _windows = (StructVector)_shared.Columns[inputColumns];
        _repeated.Columns[inputColumns] = _windows;
        _starts = (FixedVector<long>)_windows.Fields[0];
        _ends = (FixedVector<long>)_windows.Fields[1];
        _parents = window.Windows > 1 ? new int[capacity] : [];
    }

    public override void Process(RowBatch batch, RowSet rows)
    {
        _context.Current = _number;
        var times = (FixedVector<long>)_time.Evaluate(batch, rows, _evaluation);
        if (_window.Windows > 1)
        {
            Repeat(batch, rows, times);
        }
        else
        {
            Share(batch, rows, times);
        }
    }

    // One window for each row: the columns stay where they are.
    private void Share(RowBatch batch, RowSet rows, FixedVector<long> times)
    {
        if (times.Nulls.Any)
        {
            rows = WithTime(rows, times);
        }

        if (rows.Count == 0)
        {
            return;
        }

        _windows.Reset(batch.Count);
        var values = times.Values;
        var starts = _starts.Values;
        var ends = _ends.Values;
        long size = _window.Size;
        long offset = _window.Offset;
        for (int i = 0; i < rows.Count; i++)
        {
            int row = rows[i];
            long start = WindowFunctions.LatestStart(values[row], size, offset);
            starts[row] = start;
            ends[row] = start + size;
        }

        _shared.ShareRows(batch);
        Array.Copy(batch.Columns, _shared.Columns, _inputColumns);
        _next.Process(_shared, rows);
    }

    private RowSet WithTime(RowSet rows, FixedVector<long> times)
    {
        if (_kept.Length < rows.Count)
        {
            _kept = new int[Math.Max(rows.Count, RecordBatch<Row>.DefaultCapacity)];
        }

        int count = 0;
        for (int i = 0; i < rows.Count; i++)
        {
            _kept[count] = rows[i];
            count += times.Nulls[rows[i]] ? 0 : 1;
        }

        return RowSet.Of(_kept, count);
    }

    private void Repeat(RowBatch batch, RowSet rows, FixedVector<long> times)
    {
        _count = 0;
        _windows.Reset(_parents.Length);
        for (int i = 0; i < rows.Count; i++)
        {
            int row = rows[i];
            if (times.IsNull(row))
            {
                continue;
            }

            long time = times.Values[row];
            for (long start = WindowFunctions.LatestStart(time, _window.Slide, _window.Offset); start > time - _window.Size; start -= _window.Slide)
            {
                _starts.Values[_count] = start;
                _ends.Values[_count] = start + _window.Size;
                _parents[_count] = row;
                if (++_count == _parents.Length)
                {
                    Flush(batch);
                }
            }
        }

        Flush(batch);
    }

    private void Flush(RowBatch batch)
    {
        int count = _count;
        if (count == 0)
        {
            return;
        }

        _count = 0;
        var parents = _parents.AsSpan(0, count);
        var output = _repeated;
        output.Count = count;
        output.Origin = batch.Origin;
        for (int i = 0; i < count; i++)
        {
            output.Timestamps[i] = batch.Timestamps[parents[i]];
            output.Rows[i] = batch.Rows[parents[i]];
        }

        for (int column = 0; column < _inputColumns; column++)
        {
            if (_next.Required[column])
            {
                VectorGather.Gather(batch.Columns[column], parents, output.Columns[column]);
            }
        }

        _next.Process(output, RowSet.All(count));
        _context.Current = _number;
        _windows.Reset(_parents.Length);
    }
}
