namespace Streaming;

/// <summary>Runs the body of a lambda over many elements at once: each element is a row of an inner batch, next to the outer columns that the body reads.</summary>
internal sealed class LambdaRunner
{
    private readonly Kernel _body;
    private readonly int[] _used;
    private readonly ColumnVector[] _parameters;
    private RowBatch? _inner;
    private ColumnVector[] _outer = [];

    /// <param name="body">The body, bound over the outer columns followed by the parameters.</param>
    /// <param name="parameters">Types of the parameters.</param>
    public LambdaRunner(BoundExpression body, params DataType[] parameters)
    {
        _body = body.Compile();
        _parameters = [.. parameters.Select(Vectors.Create)];
        var used = new SortedSet<int>();
        Collect(body, used);
        _used = [.. used];
    }

    /// <summary>The parameters' vectors; whoever adds a row appends to each of them.</summary>
    public IReadOnlyList<ColumnVector> Parameters => _parameters;

    /// <summary>Rows added since <see cref="Start"/>.</summary>
    public int Count { get; private set; }

    public void Start(RowBatch batch)
    {
        if (_inner is null || _inner.Columns.Length != batch.Columns.Length + _parameters.Length)
        {
            var columns = new ColumnVector[batch.Columns.Length + _parameters.Length];
            foreach (int index in _used)
            {
                if (index < batch.Columns.Length)
                {
                    columns[index] = Vectors.Create(batch.Columns[index].Type);
                }
            }

            _parameters.CopyTo(columns, batch.Columns.Length);
            _inner = new RowBatch(batch.Schema, columns, 0);
        }

        _outer = batch.Columns;
        Count = 0;
        foreach (int index in _used)
        {
            // Columns behind are parameters of lambdas inside the body.
            if (index < batch.Columns.Length)
            {
                _inner.Columns[index].Reset(0);
            }
        }

        foreach (var parameter in _parameters)
        {
            parameter.Reset(0);
        }
    }

    /// <summary>Adds a row that sees the outer columns of a row; the caller appends the parameters.</summary>
    public void AddRow(int outerRow)
    {
        foreach (int index in _used)
        {
            if (index < _outer.Length)
            {
                _inner!.Columns[index].AppendFrom(_outer[index], outerRow);
            }
        }

        Count++;
    }

    /// <summary>The body's value for each added row.</summary>
    public ColumnVector Run(EvaluationContext context)
    {
        _inner!.Count = Count;
        return _body.Evaluate(_inner, RowSet.All(Count), context);
    }

    private static void Collect(BoundExpression expression, SortedSet<int> used)
    {
        if (expression is BoundColumn column)
        {
            used.Add(column.Index);
        }

        foreach (var child in expression.Children)
        {
            Collect(child, used);
        }
    }
}
