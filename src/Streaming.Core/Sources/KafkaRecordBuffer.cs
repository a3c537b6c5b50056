namespace Streaming;

/// <summary>The bytes and positions of a batch of Kafka records of one partition; filled by the source, reused for each batch.</summary>
public sealed class KafkaRecordBuffer
{
    private int[] _keyStart;
    private int[] _keyLength;
    private int[] _valueStart;
    private int[] _valueLength;
    private IReadOnlyList<KafkaHeader>?[]? _headers;

    /// <summary>Creates an empty buffer.</summary>
    /// <param name="capacity">Records it can hold.</param>
    /// <param name="initialBytes">Initial room for keys and values; grows as needed.</param>
    public KafkaRecordBuffer(int capacity, int initialBytes = 64 * 1024)
    {
        Data = new BatchBuffer(initialBytes);
        _keyStart = new int[capacity];
        _keyLength = new int[capacity];
        _valueStart = new int[capacity];
        _valueLength = new int[capacity];
        Offsets = new long[capacity];
        Timestamps = new long[capacity];
    }

    private KafkaRecordBuffer(KafkaRecord record)
    {
        var key = record.Key;
        var value = record.Value;
        var bytes = new byte[key.Length + value.Length];
        key.CopyTo(bytes);
        value.CopyTo(bytes.AsSpan(key.Length));
        Data = new BatchBuffer(bytes);
        _keyStart = [0];
        _keyLength = [record.HasKey ? key.Length : -1];
        _valueStart = [key.Length];
        _valueLength = [record.HasValue ? value.Length : -1];
        Offsets = [record.Offset];
        Timestamps = [record.TimestampMs];
        TimestampType = record.TimestampType;
        Topic = record.Topic;
        Partition = record.Partition;
        _headers = record.Headers is { } headers ? [headers] : null;
        Count = 1;
    }

    /// <summary>Keys and values, one after another.</summary>
    public BatchBuffer Data { get; }

    /// <summary>Records in use.</summary>
    public int Count { get; private set; }

    /// <summary>The topic of all records.</summary>
    public string Topic { get; set; } = "";

    /// <summary>The partition of all records.</summary>
    public int Partition { get; set; }

    /// <summary>Offset of each record.</summary>
    public long[] Offsets { get; }

    /// <summary>Timestamp of each record in milliseconds since 1970-01-01 UTC; -1 where there is none.</summary>
    public long[] Timestamps { get; }

    /// <summary>0 where the timestamps are those of creation, 1 where the broker set them, as in Spark's <c>timestampType</c>.</summary>
    public int TimestampType { get; set; }

    internal bool IsOwned => Data.IsOwned;

    /// <summary>Adds a record whose bytes were appended to <see cref="Data"/>.</summary>
    /// <param name="keyStart">Where the key starts.</param>
    /// <param name="keyLength">Its length; -1 for no key.</param>
    /// <param name="valueStart">Where the value starts.</param>
    /// <param name="valueLength">Its length; -1 for a null value.</param>
    /// <param name="offset">Its offset.</param>
    /// <param name="timestampMs">Its timestamp in milliseconds; -1 for none.</param>
    /// <param name="headers">Its headers; null for none, or where the plan does not want them.</param>
    public void Add(int keyStart, int keyLength, int valueStart, int valueLength, long offset, long timestampMs, IReadOnlyList<KafkaHeader>? headers = null)
    {
        int i = Count;
        _keyStart[i] = keyStart;
        _keyLength[i] = keyLength;
        _valueStart[i] = valueStart;
        _valueLength[i] = valueLength;
        Offsets[i] = offset;
        Timestamps[i] = timestampMs;
        if (headers is not null)
        {
            (_headers ??= new IReadOnlyList<KafkaHeader>?[_keyStart.Length])[i] = headers;
        }

        Count = i + 1;
    }

    /// <summary>Adds a record, copying its bytes.</summary>
    public void Add(ReadOnlySpan<byte> key, bool hasKey, ReadOnlySpan<byte> value, bool hasValue, long offset, long timestampMs, IReadOnlyList<KafkaHeader>? headers = null)
    {
        int keyStart = Data.Append(key);
        int valueStart = Data.Append(value);
        Add(keyStart, hasKey ? key.Length : -1, valueStart, hasValue ? value.Length : -1, offset, timestampMs, headers);
    }

    /// <summary>Empties the buffer for the next batch.</summary>
    public void Clear()
    {
        Data.Clear();
        if (_headers is not null)
        {
            Array.Clear(_headers, 0, Count);
        }

        Count = 0;
    }

    /// <summary>A record of the current batch.</summary>
    public KafkaRecord this[int row] => new(this, row);

    internal int KeyLength(int row) => _keyLength[row];

    internal int KeyStart(int row) => _keyStart[row];

    internal int ValueLength(int row) => _valueLength[row];

    internal int ValueStart(int row) => _valueStart[row];

    internal IReadOnlyList<KafkaHeader>? Headers(int row) => _headers?[row];

    internal static KafkaRecordBuffer CopyOf(KafkaRecord record) => new(record);
}
