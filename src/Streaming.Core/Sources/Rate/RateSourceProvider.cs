using System.Globalization;

namespace Streaming;

/// <summary>The source <c>rate</c>: a steady stream of rows by the clock, for tests and demonstrations.</summary>
/// <remarks>
/// Options: <c>rowsPerSecond</c> (1), <c>rampUpTime</c> (<c>0s</c>: whole seconds until the full speed), <c>numPartitions</c> (number of workers).
/// Replayable: the time of the first start is kept in the checkpoint. The first batch is empty, as in Spark.
/// </remarks>
public sealed class RateSourceProvider : IStreamSourceProvider<RateRow>
{
    /// <inheritdoc/>
    public string ShortName => "rate";

    /// <inheritdoc/>
    public void CheckOptions(StreamOptions options)
    {
        SourceOptions.Positive(options, "rowsPerSecond", 1);
        RampUp(options.Get("rampUpTime"));
        SourceOptions.Partitions(options, 1);
    }

    /// <inheritdoc/>
    public IStreamSource<RateRow> CreateSource(SourceContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        long rowsPerSecond = SourceOptions.Positive(context.Options, "rowsPerSecond", 1);
        long rampUpSeconds = RampUp(context.Options.Get("rampUpTime"));
        bool hasPartitions = context.Options.Get("numPartitions") is not null;
        int partitions = SourceOptions.Partitions(context.Options, context.Workers);
        string description = string.Create(CultureInfo.InvariantCulture,
            $"RateStreamV2[rowsPerSecond={rowsPerSecond}, rampUpTimeSeconds={rampUpSeconds}, numPartitions={(hasPartitions ? partitions : "default")}]");
        return new RateSource(description, new RateCurve(rowsPerSecond, rampUpSeconds), partitions, context);
    }

    private static long RampUp(string? text)
    {
        if (text is null)
        {
            return 0;
        }

        if (!long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long seconds))
        {
            if (!Duration.TryParse(text, out var duration))
            {
                throw StreamOptions.Invalid("rampUpTime", text, "a duration of whole seconds such as '5s'");
            }

            seconds = duration.Ticks / TimeSpan.TicksPerSecond;
        }

        return seconds >= 0 ? seconds : throw SourceOptions.MustBe("rampUpTime", text, "non-negative");
    }
}
