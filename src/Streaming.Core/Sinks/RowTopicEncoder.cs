using System.Buffers;
using System.Text;

namespace Streaming;

/// <summary>Spark's columns of a topic sink: <c>value</c>, and where they are there <c>key</c>, <c>topic</c>, <c>partition</c>, <c>headers</c>. Bytes go over without an object a row.</summary>
internal sealed class RowTopicEncoder : TopicEncoder<Row>
{
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
            throw new StreamingException("KAFKA_VALUE_MISSING", "Required attribute 'value' not found: select a column of that name, of type string or binary, before WriteStream().");
        }
    }

    public override bool NamesTopic => _topic >= 0;

    public override void Encode(Row row, long timestamp, TopicRecord record)
    {
        row = row.IsView ? row : throw new InvalidOperationException("Rows are encoded where they lie.");
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

        if (_headers >= 0 && row[_headers] is object?[] headers)
        {
            record.Headers = [.. headers.OfType<Row>().Select(header => new KafkaHeader(header[0] as string ?? "", Bytes(header[1])))];
        }
    }

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
                    $"KAFKA_{name.ToUpperInvariant()}_TYPE", $"{name} attribute unsupported type {type.SimpleString}. {name} must be {wanted}. Cast the column before WriteStream().");
            }
        }

        return -1;
    }

    private static bool IsBytes(DataType type) => type == DataTypes.String || type == DataTypes.Binary;

    private static bool IsHeaders(DataType type) => type is ArrayType { ElementType: StructType { Fields: [var key, var value] } } && key.Type == DataTypes.String && IsBytes(value.Type);
}
