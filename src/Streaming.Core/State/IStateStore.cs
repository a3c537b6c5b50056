namespace Streaming;

/// <summary>The committed state of one query, behind the operators' write-back tables. It only ever holds whole epochs.</summary>
/// <remarks>
/// A key is: operator (1 byte), store of the operator (1 byte), partition (2 bytes, big-endian), 0 or for the null key 1 (1 byte), the encoded key.
/// Called by the query's own thread, except <see cref="TryGet"/> and <see cref="Scan"/>, which workers call for the partitions that they own while nothing is written.
/// </remarks>
public interface IStateStore : IDisposable
{
    /// <summary>True where a key that is not in an operator's table is not in the store either, because
    /// <see cref="Restore"/> handed everything to the tables.</summary>
    bool TablesHoldEverything { get; }

    /// <summary>Brings the store to the state after an epoch, whatever else is in the folder.</summary>
    /// <param name="epoch">The epoch; -1 for the empty state.</param>
    /// <param name="visitor">Gets every entry where <see cref="TablesHoldEverything"/>; a key may come several times, the last one counts.</param>
    /// <exception cref="StreamingException">A file is missing or damaged: <c>CANNOT_LOAD_STATE_STORE</c>, with its path.</exception>
    void Restore(long epoch, IStateVisitor visitor);

    /// <summary>Reads the committed value of a key.</summary>
    /// <returns>False where there is none.</returns>
    bool TryGet(ReadOnlySpan<byte> key, System.Buffers.ArrayBufferWriter<byte> value);

    /// <summary>Goes through the committed entries with <paramref name="from"/> &lt;= key &lt; <paramref name="to"/>, in the order of their bytes.</summary>
    /// <param name="from">The first key; empty: from the beginning.</param>
    /// <param name="to">The key after the last; empty: to the end.</param>
    IStateCursor Scan(ReadOnlySpan<byte> from, ReadOnlySpan<byte> to);

    /// <summary>Puts the changes of an epoch on the disk, before the sink commits. An existing delta of that epoch is replaced.</summary>
    /// <param name="epoch">The epoch.</param>
    /// <param name="changes">The changes, one per worker, keys of different ones disjoint. Sorted by this call.</param>
    void WriteDelta(long epoch, IReadOnlyList<StateChanges> changes);

    /// <summary>Takes over the changes of an epoch after its commit, and makes a snapshot in the background where one is due.</summary>
    void Commit(long epoch);

    /// <summary>Deletes deltas and snapshots that no epoch from <paramref name="oldestEpoch"/> on needs.</summary>
    void Purge(long oldestEpoch);
}
