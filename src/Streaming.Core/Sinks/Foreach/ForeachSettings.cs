namespace Streaming;

/// <summary>What the sink <c>foreach</c> is given as <see cref="SinkContext.Settings"/>.</summary>
/// <param name="Factory">Makes the copy of a worker.</param>
/// <typeparam name="T">The type of the rows.</typeparam>
public sealed record ForeachSettings<T>(Func<IForeachWriter<T>> Factory);
