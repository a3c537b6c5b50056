namespace Streaming;

/// <summary>The form of delta and snapshot files. All numbers little-endian.</summary>
/// <remarks>
/// Header: kind (4 bytes), version (4), epoch (8), hash of these (8).
/// Blocks: length of the entries (4), their number (4), the entries, hash of all that (8).
/// End: a block header of zeros (8), number of entries in the file (8), hash of both (8); nothing may follow.
/// Each hash is XxHash3 seeded with the one before it, so blocks can be neither lost nor swapped.
/// Entry: length of the key, length of the value + 1 or 0 for a removal (both LEB128), key, value. Keys ascend bytewise, each at most once.
/// </remarks>
internal static class StateFileFormat
{
    public const uint Version = 1;
    public const int HeaderLength = 24;
    public const int BlockHeaderLength = 8;
    public const int HashLength = 8;
    public const int FooterLength = 24;

    /// <summary>Bytes of entries after which a block ends; a larger entry has a block of its own.</summary>
    public const int BlockLength = 64 * 1024;
}
