namespace Streaming;

/// <summary>Computes an expression for the rows of a batch, in loops over typed arrays. One thread owns it; it reuses its result vector.</summary>
internal abstract class Kernel
{
    /// <summary>Computes the expression.</summary>
    /// <param name="batch">The columns.</param>
    /// <param name="rows">The rows that are wanted; others must not be computed (their errors must not show) and are undefined in the result.</param>
    /// <param name="context">Batch time, time zone, ANSI mode.</param>
    /// <returns>A vector of <c>batch.Count</c> rows, valid until the next call of this kernel.</returns>
    public abstract ColumnVector Evaluate(RowBatch batch, RowSet rows, EvaluationContext context);
}
