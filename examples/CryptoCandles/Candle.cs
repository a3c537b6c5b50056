/// <summary>The prices of a coin in a window.</summary>
internal sealed record Candle(string Coin, DateTimeOffset Start, double? Open, double? High, double? Low, double? Close, long Quotes);
