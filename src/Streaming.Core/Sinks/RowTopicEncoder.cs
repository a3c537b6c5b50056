using System.Buffers;
using System.Text;

namespace Streaming;

/// <summary>Spark's columns of a topic sink: <c>value</c>, and where they are there <c>key</c>, <c>topic</c>, <c>partition</c>, <c>headers</c>. Bytes go over without an object a row.</summary>
internal sealed class RowTopicEncoder : TopicEncoder<Row>
{
    // Spark's.
    private const string ErrorClass = "_LEGACY_ERROR_TEMP_3080";

    private readonly int _key;
    private readonly int _value;
    private readonly int _topic;
    private readonly int _partition;
    private readonly int _headers;

    public RowTopicEncoder(StructType schema)
    {
        _topic = Find(schema, "topic", type => type == DataTypes.String, "a(n) string");
        _key = Find(schema, "key", IsBytes, "a(n) string or binary");
        _value = Find(schema, "value", IsBytes, "a(n) string or binary");
        _headers = Find(schema, "headers", IsHeaders, "a(n) array");
        _partition = Find(schema, "partition", type => type == DataTypes.Integer, "a(n) int");
        if (_value < 0)
        {
            throw new StreamingException(ErrorClass, "Required attribute 'value' not found");
        }
    }

    public override bool NamesTopic => _topic >= 0;

    public override void Encode(Row row, long timestamp, TopicRecord record)
    {
        if (!row.IsView)
        {
            EncodeValues(row, record);
            return;
        }

        record.HasKey = _key >= 0 && Write(row, _key, record.Key);
        record.HasValue = Write(row, _value, record.Value);
        var columns = row.Batch.Columns;
        if (_topic >= 0 && !columns[_topic].IsNull(row.Position))
        {
            record.Topic = Name(((BytesVector)columns[_topic]).Value(row.Position));
        }

        if (_partition >= 0 && !columns[_partition].IsNull(row.Position))
        {
            record.Partition = ((FixedVector<int>)columns[_partition]).Values[row.Position];
        }

        if (_headers >= 0)
        {
            record.Headers = HeadersOf(row);
        }
    }

    // Rows that user code made.
    private void EncodeValues(Row row, TopicRecord record)
    {
        if (_key >= 0 && Bytes(row[_key]) is { } key)
        {
            record.Key.Write(key);
            record.HasKey = true;
        }

        if (Bytes(row[_value]) is { } value)
        {
            record.Value.Write(value);
            record.HasValue = true;
        }

        record.Topic = _topic >= 0 ? row[_topic] as string : null;
        record.Partition = _partition >= 0 ? row[_partition] as int? : null;
        record.Headers = _headers >= 0 ? HeadersOf(row) : null;
    }

    private KafkaHeader[]? HeadersOf(Row row) =>
        row[_headers] is object?[] headers ? [.. headers.OfType<Row>().Select(header => new KafkaHeader(header[0] as string ?? "", Bytes(header[1])))] : null;

    // One string for as long as the rows name the same topic.
    private string? _lastTopic;
    private byte[] _lastTopicBytes = [];

    private string Name(ReadOnlySpan<byte> bytes)
    {
        if (_lastTopic is null || !bytes.SequenceEqual(_lastTopicBytes))
        {
            _lastTopicBytes = bytes.ToArray();
            _lastTopic = Encoding.UTF8.GetString(bytes);
        }

        return _lastTopic;
    }

    private static bool Write(Row row, int column, ArrayBufferWriter<byte> output)
    {
        var vector = row.Batch.Columns[column];
        if (vector.IsNull(row.Position))
        {
            return false;
        }

        output.Write(((BytesVector)vector).Value(row.Position));
        return true;
    }

    private static byte[]? Bytes(object? value) => value as byte[] ?? (value is string text ? Encoding.UTF8.GetBytes(text) : null);

    private static int Find(StructType schema, string name, Func<DataType, bool> fits, string wanted)
    {
        for (int i = 0; i < schema.Fields.Count; i++)
        {
            if (string.Equals(schema.Fields[i].Name, name, StringComparison.OrdinalIgnoreCase))
            {
                var type = schema.Fields[i].Type;
                return fits(type) ? i : throw new StreamingException(
                    ErrorClass, $"{name} attribute unsupported type {type.SimpleString}. {name} must be {wanted}");
            }
        }

        return -1;
    }

    private static bool IsBytes(DataType type) => type == DataTypes.String || type == DataTypes.Binary;

    private static bool IsHeaders(DataType type) => type is ArrayType { ElementType: StructType { Fields: [var key, var value] } } && key.Type == DataTypes.String && IsBytes(value.Type);
}
