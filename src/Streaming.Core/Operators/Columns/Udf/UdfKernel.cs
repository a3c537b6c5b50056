namespace Streaming;

/// <summary>Runs a user's function over the wanted rows: arguments and results are arrays of the C# types, nothing is boxed.</summary>
internal abstract class UdfKernel<TResult>(string text, IUdfArgument[] arguments) : Kernel
{
    private readonly SqlCell<TResult> _cell = SqlCell<TResult>.Instance;
    private readonly ColumnVector _result = Vectors.Create(SqlCell<TResult>.Instance.Type);
    private TResult[] _results = [];
    private int[] _wanted = [];

    /// <summary>The row at hand, for errors.</summary>
    protected int Row { get; set; }

    public override ColumnVector Evaluate(RowBatch batch, RowSet rows, EvaluationContext context)
    {
        foreach (var argument in arguments)
        {
            argument.Evaluate(batch, rows, context);
        }

        var wanted = WithoutNulls(rows);
        foreach (var argument in arguments)
        {
            argument.Load(wanted, batch.Count);
        }

        _result.Reset(batch.Count);
        if (UdfTypes.ArrayOf<TResult>(_result) is { } values)
        {
            Run(batch, wanted, values);
            if (wanted.Count != rows.Count)
            {
                foreach (var argument in arguments)
                {
                    if (argument.IsPrimitive)
                    {
                        _result.Nulls.Or(argument.Nulls, batch.Count);
                    }
                }
            }

            return _result;
        }

        if (_results.Length < batch.Count)
        {
            _results = new TResult[Math.Max(batch.Count, _results.Length * 2)];
        }

        Run(batch, wanted, _results);
        Append(wanted, batch.Count);
        return _result;
    }

    /// <summary>Calls the function for rows.</summary>
    protected abstract void Run(RowSet rows, TResult[] results);

    private void Run(RowBatch batch, RowSet rows, TResult[] results)
    {
        try
        {
            Run(rows, results);
        }
#pragma warning disable CA1031 // Whatever a user's function throws is told with the record at hand.
        catch (Exception error)
#pragma warning restore CA1031
        {
            throw StageContext.Failure(
                error, $"[FAILED_EXECUTE_UDF] User defined function ({text}) failed due to: {error.GetType().FullName}: {error.Message}", text, batch.Origin, batch.Rows[Row]);
        }
    }

    private void Append(RowSet wanted, int count)
    {
        _result.Reset(0);
        int next = 0;
        for (int i = 0; i < wanted.Count; i++)
        {
            int row = wanted[i];
            for (; next < row; next++)
            {
                _result.AppendNull();
            }

            _cell.Append(_result, _results[row]);
            next++;
        }

        for (; next < count; next++)
        {
            _result.AppendNull();
        }
    }

    private RowSet WithoutNulls(RowSet rows)
    {
        bool any = false;
        foreach (var argument in arguments)
        {
            any |= argument.IsPrimitive && argument.Nulls.Any;
        }

        if (!any)
        {
            return rows;
        }

        if (_wanted.Length < rows.Count)
        {
            _wanted = new int[rows.Count];
        }

        int count = 0;
        for (int i = 0; i < rows.Count; i++)
        {
            int row = rows[i];
            bool isNull = false;
            foreach (var argument in arguments)
            {
                isNull |= argument.IsPrimitive && argument.Nulls.Any && argument.Nulls[row];
            }

            if (!isNull)
            {
                _wanted[count++] = row;
            }
        }

        return RowSet.Of(_wanted, count);
    }
}
