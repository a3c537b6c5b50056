namespace Streaming;

/// <summary>The source <c>rate-micro-batch</c>: batch n always has the same rows and the same time, whatever the clock says.</summary>
/// <remarks>
/// Options: <c>rowsPerBatch</c> (required), <c>numPartitions</c> (number of workers), <c>startTimestamp</c> (0, milliseconds),
/// <c>advanceMillisPerBatch</c> (1000).
/// </remarks>
public sealed class RateMicroBatchSourceProvider : IStreamSourceProvider<RateRow>
{
    /// <inheritdoc/>
    public string ShortName => "rate-micro-batch";

    /// <inheritdoc/>
    public IStreamSource<RateRow> CreateSource(SourceContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return new RateMicroBatchSource(
            SourceOptions.Positive(context.Options, "rowsPerBatch", 0),
            SourceOptions.Partitions(context.Options, context.Workers),
            SourceOptions.NonNegative(context.Options, "startTimestamp", 0),
            SourceOptions.NonNegative(context.Options, "advanceMillisPerBatch", 1000));
    }
}
