/// <summary>A sensor's mean temperature in a window.</summary>
internal sealed record Average(string Sensor, DateTimeOffset Start, DateTimeOffset End, long Events, double Temperature);
