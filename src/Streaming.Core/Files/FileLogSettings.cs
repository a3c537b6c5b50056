using System.Globalization;

namespace Streaming;

/// <summary>How the logs of file sources and sinks are kept small.</summary>
/// <param name="CompactInterval">Batches whose entries go into one file.</param>
/// <param name="Deletes">Whether files that a compaction has made superfluous are deleted.</param>
/// <param name="BatchesToRetain">Files of the newest batches that are kept in any case.</param>
internal sealed record FileLogSettings(int CompactInterval, bool Deletes, int BatchesToRetain)
{
    /// <summary>Reads the settings of a session.</summary>
    /// <param name="configuration">The settings.</param>
    /// <param name="part"><c>fileSource</c> or <c>fileSink</c>.</param>
    public static FileLogSettings Of(IReadOnlyDictionary<string, string> configuration, string part) => new(
        Positive(configuration, $"spark.sql.streaming.{part}.log.compactInterval", 10),
        configuration.GetValueOrDefault($"spark.sql.streaming.{part}.log.deletion") != "false",
        Positive(configuration, ConfigurationNames.MinBatchesToRetain, 100));

    private static int Positive(IReadOnlyDictionary<string, string> configuration, string name, int defaultValue) => configuration.GetValueOrDefault(name) is not { } text ? defaultValue
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value) && value > 0 ? value
        : throw new StreamingException("INVALID_CONF_VALUE", $"[INVALID_CONF_VALUE] The setting '{name}' has the value '{text}'; allowed is a positive integer.");
}
