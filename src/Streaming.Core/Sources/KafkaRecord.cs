using System.Text;

namespace Streaming;

/// <summary>A record read from a Kafka topic: a view of the batch's buffer, no allocation.</summary>
/// <remarks>
/// Valid while its batch is processed; the engine detaches records that it keeps. User code that stores one outside the query
/// calls <see cref="Detach"/>. Using a record whose buffer was reused throws.
/// </remarks>
public readonly struct KafkaRecord : IDetachable<KafkaRecord>, IColumnRow<KafkaRecord>
{
    private readonly KafkaRecordBuffer _buffer;
    private readonly int _row;
    private readonly int _version;

    internal KafkaRecord(KafkaRecordBuffer buffer, int row)
    {
        _buffer = buffer;
        _row = row;
        _version = buffer.Data.Version;
    }

    /// <summary>False where the record has no key.</summary>
    public bool HasKey => Buffer.KeyLength(_row) >= 0;

    /// <summary>False where the value is null (a tombstone).</summary>
    public bool HasValue => Buffer.ValueLength(_row) >= 0;

    /// <summary>Bytes of the key; empty where there is none (see <see cref="HasKey"/>).</summary>
    public ReadOnlySpan<byte> Key
    {
        get
        {
            var buffer = Buffer;
            int length = buffer.KeyLength(_row);
            return length <= 0 ? default : new ReadOnlySpan<byte>(buffer.Data.Bytes, buffer.KeyStart(_row), length);
        }
    }

    /// <summary>Bytes of the value; empty where it is null (see <see cref="HasValue"/>).</summary>
    public ReadOnlySpan<byte> Value
    {
        get
        {
            var buffer = Buffer;
            int length = buffer.ValueLength(_row);
            return length <= 0 ? default : new ReadOnlySpan<byte>(buffer.Data.Bytes, buffer.ValueStart(_row), length);
        }
    }

    /// <summary>The key as UTF-8 text; null where there is none. Allocates the string.</summary>
    public string? KeyText => HasKey ? Encoding.UTF8.GetString(Key) : null;

    /// <summary>The value as UTF-8 text; the empty string where it is null (see <see cref="HasValue"/>). Allocates the string.</summary>
    public string ValueText => Encoding.UTF8.GetString(Value);

    /// <summary>The key as a slice of the batch's buffer; empty where there is none.</summary>
    public Utf8Slice KeySlice => HasKey ? new Utf8Slice(Buffer.Data, Buffer.KeyStart(_row), Buffer.KeyLength(_row)) : default;

    /// <summary>The value as a slice of the batch's buffer; empty where it is null.</summary>
    public Utf8Slice ValueSlice => HasValue ? new Utf8Slice(Buffer.Data, Buffer.ValueStart(_row), Buffer.ValueLength(_row)) : default;

    /// <summary>The topic.</summary>
    public string Topic => Buffer.Topic;

    /// <summary>The partition.</summary>
    public int Partition => Buffer.Partition;

    /// <summary>The offset.</summary>
    public long Offset => Buffer.Offsets[_row];

    /// <summary>The timestamp in milliseconds since 1970-01-01 UTC; -1 where there is none.</summary>
    public long TimestampMs => Buffer.Timestamps[_row];

    /// <summary>The timestamp; 1969-12-31T23:59:59.999Z where there is none, as in Kafka.</summary>
    public DateTimeOffset Timestamp => DateTimeOffset.FromUnixTimeMilliseconds(TimestampMs);

    /// <summary>0 where the timestamp is that of creation, 1 where the broker set it.</summary>
    public int TimestampType => Buffer.TimestampType;

    /// <summary>The headers; null where there are none, or without the option <c>includeHeaders</c>.</summary>
    public IReadOnlyList<KafkaHeader>? Headers => Buffer.Headers(_row);

    /// <inheritdoc/>
    public KafkaRecord Detach() => Buffer.IsOwned ? this : KafkaRecordBuffer.CopyOf(this)[0];

    /// <inheritdoc/>
    public override string ToString() => $"{Topic}-{Partition}@{Offset}";

    /// <summary>Where the key lies; the length, -1 for none.</summary>
    internal int KeyBytes(out byte[] array, out int start)
    {
        var buffer = Buffer;
        array = buffer.Data.Bytes;
        start = buffer.KeyStart(_row);
        return buffer.KeyLength(_row);
    }

    /// <summary>Where the value lies; the length, -1 for none.</summary>
    internal int ValueBytes(out byte[] array, out int start)
    {
        var buffer = Buffer;
        array = buffer.Data.Bytes;
        start = buffer.ValueStart(_row);
        return buffer.ValueLength(_row);
    }

    static RowColumn<KafkaRecord>[] IColumnRow<KafkaRecord>.Columns => KafkaRecordColumns.All;

    private KafkaRecordBuffer Buffer
    {
        get
        {
            if (_buffer is null || _buffer.Data.Version != _version)
            {
                ThrowReused(_buffer is null);
            }

            return _buffer!;
        }
    }

    private static void ThrowReused(bool isDefault) => throw new InvalidOperationException(isDefault
        ? "default(KafkaRecord) is no record."
        : "This record belongs to a batch that has been processed and whose buffer was reused. Keep a copy instead: call Detach() (or take ValueText) while the record is processed.");
}
