namespace Streaming;

/// <summary>What a store of an operator holds, recorded in the checkpoint, so that a restart with other types is noticed.</summary>
/// <param name="Name">Name of the store within its operator.</param>
/// <param name="Key">The key: DDL of its columns, or the name of its C# type.</param>
/// <param name="Value">The value, in the same form.</param>
internal sealed record StateStoreSchema(string Name, string Key, string Value);
