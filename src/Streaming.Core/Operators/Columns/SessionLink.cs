namespace Streaming;

/// <summary>Adds the column of the session that a row alone would make; rows without time or gap are left out.</summary>
internal sealed class SessionLink : ColumnLink
{
    private readonly StageContext _context;
    private readonly int _number;
    private readonly EvaluationContext _evaluation;
    private readonly ColumnLink _next;
    private readonly Kernel _session;
    private readonly int _inputColumns;
    private readonly RowBatch _output;
    private int[] _kept = [];

    public SessionLink(StageContext context, int number, EvaluationContext evaluation, BoundSessionWindow session, int inputColumns, StructType schema, ColumnLink next)
        : base(Union(inputColumns, [next.Required[..inputColumns], ColumnUse.Of(session, inputColumns)]))
    {
        _context = context;
        _number = number;
        _evaluation = evaluation;
        _next = next;
        _session = session.Located(session.Compile());
        _inputColumns = inputColumns;
        _output = RowBatch.Create(schema, 0);
    }

    public override void Process(RowBatch batch, RowSet rows)
    {
        _context.Current = _number;
        var sessions = _session.Evaluate(batch, rows, _evaluation);
        if (sessions.Nulls.Any)
        {
            if (_kept.Length < rows.Count)
            {
                _kept = new int[Math.Max(rows.Count, RecordBatch<Row>.DefaultCapacity)];
            }

            int count = 0;
            for (int i = 0; i < rows.Count; i++)
            {
                _kept[count] = rows[i];
                count += sessions.Nulls[rows[i]] ? 0 : 1;
            }

            rows = RowSet.Of(_kept, count);
            if (count == 0)
            {
                return;
            }
        }

        _output.ShareRows(batch);
        Array.Copy(batch.Columns, _output.Columns, _inputColumns);
        _output.Columns[_inputColumns] = sessions;
        _next.Process(_output, rows);
    }
}
