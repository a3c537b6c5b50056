namespace Streaming;

/// <summary>Computes columns; those that nothing behind looks at are left out.</summary>
internal sealed class ProjectLink : ColumnLink
{
    private readonly StageContext _context;
    private readonly int _number;
    private readonly EvaluationContext _evaluation;
    private readonly ColumnLink _next;
    private readonly Kernel?[] _kernels;
    private readonly RowBatch _output;

    public ProjectLink(StageContext context, int number, EvaluationContext evaluation, IReadOnlyList<BoundExpression> expressions, int inputColumns, StructType schema, ColumnLink next)
        : base(Union(inputColumns, expressions.Where((_, i) => next.Required[i]).Select(expression => ColumnUse.Of(expression, inputColumns))))
    {
        _context = context;
        _number = number;
        _evaluation = evaluation;
        _next = next;
        _kernels = [.. expressions.Select((expression, i) => next.Required[i] ? expression.Compile() : null)];
        _output = RowBatch.Create(schema, 0);
    }

    public override void Process(RowBatch batch, RowSet rows)
    {
        _context.Current = _number;
        var output = _output;
        output.ShareRows(batch);
        for (int i = 0; i < _kernels.Length; i++)
        {
            if (_kernels[i] is { } kernel)
            {
                output.Columns[i] = kernel.Evaluate(batch, rows, _evaluation);
            }
        }

        _next.Process(output, rows);
    }
}
