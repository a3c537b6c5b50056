using System.Collections.Concurrent;

namespace Streaming;

/// <summary>The tables that <c>memory</c> sinks of a session fill, by query name (case does not matter). Usable from several threads.</summary>
public sealed class MemoryTables
{
    private readonly ConcurrentDictionary<string, object> _tables = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Names of the tables.</summary>
    public IReadOnlyList<string> Names => [.. _tables.Keys.Order(StringComparer.OrdinalIgnoreCase)];

    /// <summary>Finds a table; it stays after its query has ended, until a query of the same name starts.</summary>
    /// <exception cref="StreamingException"><c>TABLE_OR_VIEW_NOT_FOUND</c>: there is none, or <c>MEMORY_TABLE_TYPE</c>: its rows have another type.</exception>
    public MemoryTable<T> Get<T>(string name)
    {
        if (!_tables.TryGetValue(name, out object? table))
        {
            throw new StreamingException("TABLE_OR_VIEW_NOT_FOUND",
                $"There is no memory table '{name}'. A query writes one with Format(\"memory\") and QueryName(\"{name}\"). Known tables: {(_tables.IsEmpty ? "none" : string.Join(", ", Names))}.");
        }

        return table as MemoryTable<T> ?? throw new StreamingException("MEMORY_TABLE_TYPE",
            $"The rows of the memory table '{name}' are of type {TypeName.Of(table.GetType().GetGenericArguments()[0])}, not {TypeName.Of(typeof(T))}.");
    }

    /// <summary>Removes a table; its memory is freed once nobody holds it.</summary>
    /// <returns>False where there is none.</returns>
    public bool Drop(string name) => _tables.TryRemove(name, out _);

    internal MemoryTable<T> Create<T>(string name)
    {
        var table = new MemoryTable<T>(name);
        _tables[name] = table;
        return table;
    }
}
