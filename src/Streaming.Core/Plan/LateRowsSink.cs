namespace Streaming;

/// <summary>Where the late rows of a windowed aggregation go.</summary>
/// <param name="Format">Name of the sink's format.</param>
/// <param name="Options">Options of the sink.</param>
/// <param name="Settings">Typed settings of the sink.</param>
/// <param name="Provider">The sink's provider where the program handed one in; null: the one registered for <paramref name="Format"/>.</param>
public sealed record LateRowsSink(string Format, IReadOnlyDictionary<string, string> Options, object? Settings, IStreamSinkProvider? Provider);
