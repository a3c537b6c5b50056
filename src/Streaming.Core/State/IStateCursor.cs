namespace Streaming;

/// <summary>Goes through committed state entries in the order of the bytes of their keys. Belongs to one thread.</summary>
public interface IStateCursor : IDisposable
{
    /// <summary>Goes to the next entry, at first to the first one; false at the end.</summary>
    bool MoveNext();

    /// <summary>Key of the entry, until the next <see cref="MoveNext"/>.</summary>
    ReadOnlySpan<byte> Key { get; }

    /// <summary>Value of the entry, until the next <see cref="MoveNext"/>.</summary>
    ReadOnlySpan<byte> Value { get; }
}
