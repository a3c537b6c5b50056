namespace Streaming;

/// <summary>What a higher-order function makes of a row's elements and the lambda's results for them.</summary>
/// <param name="result">The result vector, appended to.</param>
/// <param name="source">The array or map.</param>
/// <param name="row">The row.</param>
/// <param name="values">The lambda's results.</param>
/// <param name="first">Position of the row's first result.</param>
/// <param name="count">Number of the row's results.</param>
internal delegate void ElementsFold(ColumnVector result, ColumnVector source, int row, ColumnVector values, int first, int count);

/// <summary>Runs a lambda over all elements of all wanted rows of one array or map, then folds each row.</summary>
internal sealed class ElementsKernel(Kernel source, BoundExpression body, DataType[] parameters, DataType type, ElementsFold fold) : Kernel
{
    private readonly LambdaRunner _lambda = new(body, parameters);
    private readonly ColumnVector _result = Vectors.Create(type);
    private int[] _firsts = [];

    public override ColumnVector Evaluate(RowBatch batch, RowSet rows, EvaluationContext context)
    {
        var values = source.Evaluate(batch, rows, context);
        if (_firsts.Length < rows.Count + 1)
        {
            _firsts = new int[rows.Count + 1];
        }

        _lambda.Start(batch);
        for (int i = 0; i < rows.Count; i++)
        {
            _firsts[i] = _lambda.Count;
            if (!values.IsNull(rows[i]))
            {
                Add(values, rows[i]);
            }
        }

        _firsts[rows.Count] = _lambda.Count;
        var results = _lambda.Run(context);
        _result.Reset(0);
        int next = 0;
        for (int i = 0; i < rows.Count; i++)
        {
            for (; next < rows[i]; next++)
            {
                _result.AppendNull();
            }

            if (values.IsNull(rows[i]))
            {
                _result.AppendNull();
            }
            else
            {
                fold(_result, values, rows[i], results, _firsts[i], _firsts[i + 1] - _firsts[i]);
            }

            next++;
        }

        for (; next < batch.Count; next++)
        {
            _result.AppendNull();
        }

        return _result;
    }

    private void Add(ColumnVector values, int row)
    {
        if (values is MapVector map)
        {
            for (int i = 0; i < map.Lengths[row]; i++)
            {
                _lambda.AddRow(row);
                _lambda.Parameters[0].AppendFrom(map.Keys, map.Starts[row] + i);
                _lambda.Parameters[1].AppendFrom(map.Values, map.Starts[row] + i);
            }

            return;
        }

        var array = (ArrayVector)values;
        for (int i = 0; i < array.Lengths[row]; i++)
        {
            _lambda.AddRow(row);
            _lambda.Parameters[0].AppendFrom(array.Elements, array.Starts[row] + i);
            if (_lambda.Parameters.Count > 1)
            {
                ((FixedVector<int>)_lambda.Parameters[1]).Append(i);
            }
        }
    }
}
