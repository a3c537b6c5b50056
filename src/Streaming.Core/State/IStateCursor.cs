namespace Streaming;

/// <summary>Goes through entries in the order of their keys' bytes.</summary>
public interface IStateCursor : IDisposable
{
    /// <summary>The key of the entry; valid until the next call of <see cref="MoveNext"/>.</summary>
    ReadOnlySpan<byte> Key { get; }

    /// <summary>The value of the entry; valid until the next call of <see cref="MoveNext"/>.</summary>
    ReadOnlySpan<byte> Value { get; }

    /// <summary>Goes to the next entry, at first to the first one; false where there is none.</summary>
    bool MoveNext();
}
