namespace Streaming;

/// <summary>Tells with an error where the expression stands in its SQL text.</summary>
internal sealed class LocatedKernel(Kernel kernel, SqlOrigin origin) : Kernel
{
    public override ColumnVector Evaluate(RowBatch batch, RowSet rows, EvaluationContext context)
    {
        try
        {
            return kernel.Evaluate(batch, rows, context);
        }
        catch (StreamingException error) when (origin.OfEvaluation(error) is { } located)
        {
            throw located;
        }
    }
}
