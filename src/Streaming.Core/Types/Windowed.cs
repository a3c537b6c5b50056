using System.ComponentModel.DataAnnotations.Schema;

namespace Streaming;

/// <summary>A key, a window, and the aggregate of the key's records in it.</summary>
/// <typeparam name="TKey">The key.</typeparam>
/// <typeparam name="TValue">The aggregate.</typeparam>
/// <param name="Key">The key; may be null where keys may.</param>
/// <param name="Window">The window.</param>
/// <param name="Value">The aggregate so far; the last word in append mode.</param>
public readonly record struct Windowed<TKey, TValue>([property: Column("key")] TKey Key, [property: Column("window")] TimeWindow Window, [property: Column("value")] TValue Value);
