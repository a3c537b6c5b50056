namespace Streaming;

/// <summary>A column of the batch as it is.</summary>
internal sealed class ColumnKernel(int index) : Kernel
{
    public override ColumnVector Evaluate(RowBatch batch, RowSet rows, EvaluationContext context) => batch.Columns[index];
}
