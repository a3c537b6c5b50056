namespace Streaming;

/// <summary>Kinds of state files; the values are the first four bytes of the file.</summary>
internal enum StateFileKind : uint
{
    /// <summary>Changes of one epoch ("SDLT").</summary>
    Delta = 0x544C4453,

    /// <summary>All entries after an epoch ("SSNP").</summary>
    Snapshot = 0x504E5353,
}
