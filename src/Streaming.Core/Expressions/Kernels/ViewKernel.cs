namespace Streaming;

/// <summary>The same bytes under another type (binary as text and back): nothing is copied.</summary>
internal sealed class ViewKernel(Kernel child, DataType type) : Kernel
{
    private readonly BytesVector _result = new(type);

    public override ColumnVector Evaluate(RowBatch batch, RowSet rows, EvaluationContext context)
    {
        var input = (BytesVector)child.Evaluate(batch, rows, context);
        _result.Reset(batch.Count);
        VectorCopy.Rows(_result, input, rows);
        return _result;
    }
}
