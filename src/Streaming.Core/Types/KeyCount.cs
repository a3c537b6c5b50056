using System.ComponentModel.DataAnnotations.Schema;

namespace Streaming;

/// <summary>A key and the number of its records.</summary>
/// <typeparam name="TKey">The key.</typeparam>
/// <param name="Key">The key; may be null where keys may.</param>
/// <param name="Count">Number of records so far.</param>
public readonly record struct KeyCount<TKey>([property: Column("key")] TKey Key, [property: Column("count")] long Count);
