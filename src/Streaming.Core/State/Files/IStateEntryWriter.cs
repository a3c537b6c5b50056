namespace Streaming;

/// <summary>Takes state entries in the order of their keys.</summary>
internal interface IStateEntryWriter
{
    /// <summary>Adds an entry; keys ascend.</summary>
    void Add(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, bool isDelete);
}
