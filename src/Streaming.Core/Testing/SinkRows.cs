namespace Streaming.Testing;

/// <summary>What the sinks of a driver that write to no topic were handed.</summary>
internal sealed class SinkRows
{
    private readonly List<(string? Query, object Batch)> _batches = [];

    public void Add<T>(string? query, TestBatch<T> batch) => _batches.Add((query, batch));

    public IReadOnlyList<TestBatch<T>> Batches<T>(string? query) =>
        [.. _batches.Where(entry => query is null || entry.Query == query).Select(entry => entry.Batch).OfType<TestBatch<T>>()];

    /// <summary>Types of the rows that are there, for error texts.</summary>
    public IReadOnlyList<string> Types => [.. _batches.Select(entry => TypeNames.Of(entry.Batch.GetType().GetGenericArguments()[0])).Distinct()];
}
