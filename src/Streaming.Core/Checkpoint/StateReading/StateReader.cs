using System.Globalization;

namespace Streaming;

/// <summary>Reads the state of a checkpoint: which operators keep some, their entries after any batch that is still kept, and what changed between two batches.</summary>
/// <remarks>
/// Reads snapshots and deltas only, and changes nothing: the query may run meanwhile, or not. The same as rows: <c>session.Read().Format("statestore")</c> and <c>"state-metadata"</c>.
/// </remarks>
/// <example><code>
/// var state = StateReader.Open("/var/lib/word-count");
/// foreach (var entry in state.Read()) Console.WriteLine($"{entry.ReadKey&lt;string&gt;()}: {entry.ReadValue&lt;long&gt;()}");
/// </code></example>
public sealed class StateReader
{
    private const int Attempts = 3;
    private readonly IFileSystem _files;
    private readonly StateFolder _folder;
    private readonly StateMetadata _metadata;

    private StateReader(IFileSystem files, string location)
    {
        _files = files;
        Location = location;
        string state = Path.Combine(location, "state");
        _folder = new StateFolder(files, state);
        _metadata = StateMetadata.Read(files, state) ?? throw new StreamingException(
            "STDS_FAILED_TO_READ_OPERATOR_METADATA",
            $"[STDS_FAILED_TO_READ_OPERATOR_METADATA] Failed to read the operator metadata for checkpointLocation={location}: there is no file {StateMetadata.PathIn(state)}. "
            + "The query has no operator with state, has not run yet, or the location is another one. SQLSTATE: 42K03")
        { SqlState = "42K03" };
        Operators = [.. _metadata.Operators.Select(item => new StateOperatorInfo(
            item.Id, item.Name, item.Partitions, [.. item.Stores.Select(store => new StateStoreInfo(store.Schema.Name, store.Schema.Key, store.Schema.Value))]))];
    }

    /// <summary>The checkpoint location.</summary>
    public string Location { get; }

    /// <summary>The operators that keep state.</summary>
    public IReadOnlyList<StateOperatorInfo> Operators { get; }

    /// <summary>The oldest batch whose state can be read now; null where none can.</summary>
    public long? MinBatchId => MaxBatchId is { } newest && Oldest() is { } oldest && oldest <= newest ? oldest : null;

    /// <summary>The newest committed batch; null where there is none.</summary>
    public long? MaxBatchId => DurableFile.ListIds(_files, Path.Combine(Location, "commits")) is [.., var newest] ? newest : null;

    /// <summary>Opens a checkpoint for reading.</summary>
    /// <param name="checkpointLocation">The folder that the query has as <c>checkpointLocation</c>.</param>
    /// <param name="files">The file system that it is in; null: the disk of this machine.</param>
    /// <exception cref="StreamingException"><c>STDS_FAILED_TO_READ_OPERATOR_METADATA</c>: there is no state.</exception>
    public static StateReader Open(string checkpointLocation, IFileSystem? files = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(checkpointLocation);
        return new StateReader(files ?? LocalFileSystem.Instance, files is null ? Path.GetFullPath(checkpointLocation) : checkpointLocation);
    }

    /// <summary>The entries after a batch, in the order of partition and key bytes. Reads while it is enumerated.</summary>
    /// <param name="options">Which ones; null: all of the first store of the first operator, after the newest batch.</param>
    /// <exception cref="StreamingException"><c>STDS_COMMITTED_BATCH_UNAVAILABLE</c>, <c>STDS_INVALID_OPTION_VALUE</c>, <c>CANNOT_LOAD_STATE_STORE</c></exception>
    public IEnumerable<StateEntry> Read(StateReadOptions? options = null)
    {
        options ??= new StateReadOptions();
        var (store, decoder) = StoreOf(options);
        return Entries(Check(options.BatchId), options, store, decoder);
    }

    /// <summary>The entries that are different after two batches, in the order of partition and key bytes. Reads while it is enumerated.</summary>
    /// <param name="fromBatchId">The batch before.</param>
    /// <param name="toBatchId">The batch after; may be the older one.</param>
    /// <param name="options">Operator, store and partition; null for the defaults.</param>
    public IEnumerable<StateChange> Difference(long fromBatchId, long toBatchId, StateReadOptions? options = null)
    {
        options ??= new StateReadOptions();
        var (store, decoder) = StoreOf(options);
        return Compare(Entries(Check(fromBatchId), options, store, decoder), Entries(Check(toBatchId), options, store, decoder));
    }

    /// <summary>Columns of the keys of a store and of its values; null where they are of a type of the program.</summary>
    internal (StructType? Key, StructType? Value) SchemaOf(StateReadOptions options)
    {
        var decoder = StoreOf(options).Decoder;
        return (decoder.KeySchema, decoder.ValueSchema);
    }

    private static IEnumerable<StateChange> Compare(IEnumerable<StateEntry> before, IEnumerable<StateEntry> after)
    {
        using var left = before.GetEnumerator();
        using var right = after.GetEnumerator();
        bool hasLeft = left.MoveNext();
        bool hasRight = right.MoveNext();
        while (hasLeft || hasRight)
        {
            int order = !hasLeft ? 1 : !hasRight ? -1 : Order(left.Current, right.Current);
            if (order < 0)
            {
                yield return new StateChange(left.Current, null);
            }
            else if (order > 0)
            {
                yield return new StateChange(null, right.Current);
            }
            else if (!left.Current.ValueBytes.Span.SequenceEqual(right.Current.ValueBytes.Span))
            {
                yield return new StateChange(left.Current, right.Current);
            }

            hasLeft = order <= 0 ? left.MoveNext() : hasLeft;
            hasRight = order >= 0 ? right.MoveNext() : hasRight;
        }

        static int Order(StateEntry left, StateEntry right)
        {
            int order = left.Partition.CompareTo(right.Partition);
            order = order != 0 ? order : left.IsNullKey.CompareTo(right.IsNullKey);
            return order != 0 ? order : left.KeyBytes.Span.SequenceCompareTo(right.KeyBytes.Span);
        }
    }

    private IEnumerable<StateEntry> Entries(long batch, StateReadOptions options, byte store, StateDecoder decoder)
    {
        var readers = OpenFiles(batch);
        try
        {
            var merger = new StateFileMerger(readers);
            while (merger.Current is { } current)
            {
                if (!current.IsDelete && Wanted(current.Key))
                {
                    yield return new StateEntry(decoder, StateKey.Partition(current.Key), StateKey.IsNull(current.Key), StateKey.Key(current.Key).ToArray(), current.Value.ToArray());
                }

                merger.Skip();
            }
        }
        finally
        {
            readers.ForEach(reader => reader.Dispose());
        }

        bool Wanted(ReadOnlySpan<byte> key) => StateKey.OperatorId(key) == options.OperatorId && StateKey.Store(key) == store
            && (options.Partition is not { } partition || StateKey.Partition(key) == partition);
    }

    // All are open before the first entry is handed out: what a running query deletes meanwhile can still be read.
    private List<StateFileReader> OpenFiles(long batch)
    {
        for (int attempt = 1; ; attempt++)
        {
            var readers = new List<StateFileReader>();
            try
            {
                long snapshot = _folder.FindStart(batch, _folder.ListSnapshots());
                if (snapshot >= 0)
                {
                    readers.Add(_folder.OpenSnapshot(snapshot));
                }

                for (long delta = snapshot + 1; delta <= batch; delta++)
                {
                    readers.Add(_folder.OpenDelta(delta));
                }

                return readers;
            }
            catch (StreamingException) when (attempt < Attempts)
            {
                // A running query may just have replaced old deltas by a snapshot.
                readers.ForEach(reader => reader.Dispose());
            }
            catch
            {
                readers.ForEach(reader => reader.Dispose());
                throw;
            }
        }
    }

    private long Check(long? batch)
    {
        if (MaxBatchId is not { } newest)
        {
            throw new StreamingException(
                "STDS_COMMITTED_BATCH_UNAVAILABLE",
                $"[STDS_COMMITTED_BATCH_UNAVAILABLE] No committed batch found, checkpoint location: {Location}. Ensure that the query has run and committed any microbatch before stopping. SQLSTATE: KD006")
            { SqlState = "KD006" };
        }

        long wanted = batch ?? newest;
        if (wanted < 0)
        {
            throw InvalidOption("IS_NEGATIVE", "batchId", "value cannot be negative.");
        }

        if (wanted > newest || Oldest() is not { } oldest || wanted < oldest)
        {
            throw new StreamingException(
                "STDS_COMMITTED_BATCH_UNAVAILABLE",
                string.Create(CultureInfo.InvariantCulture, $"[STDS_COMMITTED_BATCH_UNAVAILABLE] The state after batch {wanted} cannot be read from the checkpoint location {Location}: kept are the batches {Oldest() ?? 0} to {newest}. ")
                + "Read one of these; spark.sql.streaming.minBatchesToRetain says how many are kept. SQLSTATE: KD006")
            { SqlState = "KD006" };
        }

        return wanted;
    }

    private (byte Store, StateDecoder Decoder) StoreOf(StateReadOptions options)
    {
        if (_metadata.Operators.FirstOrDefault(item => item.Id == options.OperatorId) is not { } found)
        {
            throw InvalidOption("WITH_MESSAGE", "operatorId", $"the checkpoint {Location} has the operators {string.Join(", ", _metadata.Operators.Select(item => $"{item.Id} ({item.Name})"))}, not {options.OperatorId}.");
        }

        var store = options.StoreName is null ? found.Stores.FirstOrDefault() : found.Stores.FirstOrDefault(item => item.Schema.Name == options.StoreName);
        return store is null
            ? throw InvalidOption("WITH_MESSAGE", "storeName", $"operator {found.Id} ({found.Name}) has the stores {string.Join(", ", found.Stores.Select(item => $"'{item.Schema.Name}'"))}, not '{options.StoreName}'.")
            : (store.Number, new StateDecoder(store.Schema));
    }

    // From the oldest snapshot on, or from the beginning where no delta has been purged.
    private long? Oldest()
    {
        var deltas = _folder.ListDeltas();
        return deltas.Count > 0 && deltas[0] == 0 ? 0 : _folder.ListSnapshots() is [var first, ..] ? first : null;
    }

    private static StreamingException InvalidOption(string kind, string option, string what) => new(
        $"STDS_INVALID_OPTION_VALUE.{kind}", $"[STDS_INVALID_OPTION_VALUE.{kind}] Invalid value for source option '{option}': {what} SQLSTATE: 42616")
    { SqlState = "42616" };
}
