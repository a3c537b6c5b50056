using System.ComponentModel.DataAnnotations.Schema;

namespace Streaming;

/// <summary>A key, a window, and the number of the key's records in it.</summary>
/// <typeparam name="TKey">The key.</typeparam>
/// <param name="Key">The key; may be null where keys may.</param>
/// <param name="Window">The window.</param>
/// <param name="Count">Number of records so far; the last word in append mode.</param>
public readonly record struct WindowedCount<TKey>([property: Column("key")] TKey Key, [property: Column("window")] TimeWindow Window, [property: Column("count")] long Count);
