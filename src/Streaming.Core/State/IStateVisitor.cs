namespace Streaming;

/// <summary>Receives state entries while a store is restored.</summary>
public interface IStateVisitor
{
    /// <summary>An entry.</summary>
    void Put(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value);

    /// <summary>A key that has been removed.</summary>
    void Delete(ReadOnlySpan<byte> key);
}
