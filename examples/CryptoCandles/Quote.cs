using System.Text.Json.Serialization;

/// <summary>A quote of a coin; names as in the course.</summary>
internal sealed record Quote(
    [property: JsonPropertyName("nombre")] string Name,
    [property: JsonPropertyName("bid")] double Bid,
    [property: JsonPropertyName("bid_size")] double BidSize,
    [property: JsonPropertyName("ask")] double Ask,
    [property: JsonPropertyName("ask_size")] double AskSize,
    [property: JsonPropertyName("daily_change")] double DailyChange,
    [property: JsonPropertyName("daily_change_percentage")] double DailyChangePercentage,
    [property: JsonPropertyName("precio_ultimo")] double LastPrice,
    [property: JsonPropertyName("volume")] double Volume,
    [property: JsonPropertyName("precio_maximo")] double High,
    [property: JsonPropertyName("precio_minimo")] double Low,
    [property: JsonPropertyName("timestamp")] long TimestampMs)
{
    /// <summary>When the price was quoted.</summary>
    [JsonIgnore]
    public DateTimeOffset Time => DateTimeOffset.FromUnixTimeMilliseconds(TimestampMs);
}
