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
    public void CheckOptions(StreamOptions options) => Create(options, workers: 1);

    /// <inheritdoc/>
    public IStreamSource<RateRow> CreateSource(SourceContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return Create(context.Options, context.Workers);
    }

    private static RateMicroBatchSource Create(StreamOptions options, int workers) => new(
        SourceOptions.Positive(options, "rowsPerBatch", 0),
        SourceOptions.Partitions(options, workers),
        SourceOptions.NonNegative(options, "startTimestamp", 0),
        SourceOptions.NonNegative(options, "advanceMillisPerBatch", 1000));
}
