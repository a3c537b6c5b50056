namespace Streaming;

/// <summary>What a store of an operator holds, recorded in the checkpoint, so that a restart with other types is noticed.</summary>
/// <param name="Name">Name of the store within its operator.</param>
/// <param name="Key">The key: DDL of its columns, or the name of its C# type.</param>
/// <param name="Value">The value, in the same form.</param>
internal sealed record StateStoreSchema(string Name, string Key, string Value)
{
    /// <summary>Form of stores whose keys and values are columns.</summary>
    public const string Columns = "columns";

    /// <summary>Form of stores whose keys and values are written by the default serdes of their types.</summary>
    public const string Serdes = "serdes";

    /// <summary>How the bytes are to be read, for who reads the checkpoint; empty where only the operator knows.</summary>
    public string Form { get; init; } = "";

    /// <summary>In the form of columns the key column with whose time keys begin; -1 where there is none.</summary>
    public int TimeColumn { get; init; } = -1;

    /// <summary>Where that column is a window: the length of all of them in microseconds, from which keys leave their start out; 0 where they do not.</summary>
    public long WindowLength { get; init; }
}
