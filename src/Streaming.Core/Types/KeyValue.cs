using System.ComponentModel.DataAnnotations.Schema;

namespace Streaming;

/// <summary>A key and the aggregate of its records.</summary>
/// <typeparam name="TKey">The key.</typeparam>
/// <typeparam name="TValue">The aggregate.</typeparam>
/// <param name="Key">The key; may be null where keys may.</param>
/// <param name="Value">The aggregate so far.</param>
public readonly record struct KeyValue<TKey, TValue>([property: Column("key")] TKey Key, [property: Column("value")] TValue Value);
