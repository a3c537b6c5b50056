namespace Streaming;

/// <summary>Settings of a session that expressions depend on.</summary>
internal static class SqlSettings
{
    public const string Ansi = "spark.sql.ansi.enabled";

    public const string Zone = "spark.sql.session.timeZone";

    public static bool IsAnsi(IReadOnlyDictionary<string, string> configuration) => !"false".Equals(configuration.GetValueOrDefault(Ansi), StringComparison.OrdinalIgnoreCase);

    /// <summary>The settings with ANSI on or off whatever they say; null: as they are.</summary>
    public static IReadOnlyDictionary<string, string> WithAnsi(IReadOnlyDictionary<string, string> configuration, bool? isAnsi) => isAnsi is null || isAnsi == IsAnsi(configuration)
        ? configuration
        : new Dictionary<string, string>(configuration) { [Ansi] = isAnsi.Value ? "true" : "false" };

    public static TimeZoneInfo TimeZone(IReadOnlyDictionary<string, string> configuration)
    {
        string? name = configuration.GetValueOrDefault(Zone);
        if (name is null or "UTC" or "Z")
        {
            return TimeZoneInfo.Utc;
        }

        return TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone)
            ? zone
            : throw new StreamingException(
                "INVALID_CONF_VALUE.TIME_ZONE",
                $"[INVALID_CONF_VALUE.TIME_ZONE] The value '{name}' in the config \"{Zone}\" is invalid. Cannot resolve the given timezone. SQLSTATE: 22022") { SqlState = "22022" };
    }
}
