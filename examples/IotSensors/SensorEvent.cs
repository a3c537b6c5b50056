using System.Text.Json.Serialization;

/// <summary>A measurement; the time is in seconds since 1970-01-01 UTC, with a fraction.</summary>
internal sealed record SensorEvent(
    [property: JsonPropertyName("sensor_id")] string SensorId,
    [property: JsonPropertyName("temperatura")] double Temperature,
    [property: JsonPropertyName("timestamp")] double Timestamp)
{
    /// <summary>When it was measured.</summary>
    [JsonIgnore]
    public DateTimeOffset Time => DateTimeOffset.FromUnixTimeMilliseconds((long)(Timestamp * 1000));
}
