using System.Text;

namespace Streaming;

/// <summary>Spark's columns of Kafka records; keys and values stay where they are.</summary>
internal static class KafkaColumnFills
{
    private static readonly StructType Header = new(new StructField("key", DataTypes.String), new StructField("value", DataTypes.Binary));

    public static (StructType Schema, IReadOnlyList<ColumnFill<KafkaRecord>> Fills) Make(bool withHeaders)
    {
        var columns = new List<(StructField Field, ColumnFill<KafkaRecord> Fill)>
        {
            (new("key", DataTypes.Binary), new BytesFill(isKey: true)),
            (new("value", DataTypes.Binary), new BytesFill(isKey: false)),
            (new("topic", DataTypes.String), new TopicFill()),
            (new("partition", DataTypes.Integer), new NumberFill<int>(record => record.Partition)),
            (new("offset", DataTypes.Long), new NumberFill<long>(record => record.Offset)),
            (new("timestamp", DataTypes.Timestamp), new NumberFill<long>(record => record.TimestampMs * 1000)),
            (new("timestampType", DataTypes.Integer), new NumberFill<int>(record => record.TimestampType)),
        };
        if (withHeaders)
        {
            columns.Add((new("headers", new ArrayType(Header)), new HeaderFill()));
        }

        return (new StructType(columns.Select(column => column.Field)), [.. columns.Select(column => column.Fill)]);
    }

    private sealed class BytesFill(bool isKey) : ColumnFill<KafkaRecord>
    {
        public override void Fill(RecordBatch<KafkaRecord> batch, ColumnVector vector)
        {
            var bytes = (BytesVector)vector;
            bytes.Reset(batch.Count);
            var records = batch.Values;
            for (int i = 0; i < batch.Count; i++)
            {
                int length = isKey ? records[i].KeyBytes(out byte[] array, out int start) : records[i].ValueBytes(out array, out start);
                if (length < 0)
                {
                    bytes.Nulls.Set(i);
                }
                else
                {
                    bytes.Set(i, array, start, length);
                }
            }
        }
    }

    private sealed class TopicFill : ColumnFill<KafkaRecord>
    {
        private readonly Dictionary<string, byte[]> _names = [];
        private string? _last;
        private byte[] _bytes = [];

        public override void Fill(RecordBatch<KafkaRecord> batch, ColumnVector vector)
        {
            var bytes = (BytesVector)vector;
            bytes.Reset(batch.Count);
            for (int i = 0; i < batch.Count; i++)
            {
                string topic = batch.Values[i].Topic;
                if (!ReferenceEquals(topic, _last))
                {
                    if (!_names.TryGetValue(topic, out byte[]? known))
                    {
                        _names[topic] = known = Encoding.UTF8.GetBytes(topic);
                    }

                    _bytes = known;
                    _last = topic;
                }

                bytes.Set(i, _bytes, 0, _bytes.Length);
            }
        }
    }

    private sealed class NumberFill<T>(Func<KafkaRecord, T> get) : ColumnFill<KafkaRecord>
        where T : unmanaged
    {
        public override void Fill(RecordBatch<KafkaRecord> batch, ColumnVector vector)
        {
            vector.Reset(batch.Count);
            var values = ((FixedVector<T>)vector).Values;
            for (int i = 0; i < batch.Count; i++)
            {
                values[i] = get(batch.Values[i]);
            }
        }
    }

    private sealed class HeaderFill : ColumnFill<KafkaRecord>
    {
        public override void Fill(RecordBatch<KafkaRecord> batch, ColumnVector vector)
        {
            var array = (ArrayVector)vector;
            array.Reset(0);
            var elements = (StructVector)array.Elements;
            for (int i = 0; i < batch.Count; i++)
            {
                if (batch.Values[i].Headers is not { } headers)
                {
                    array.AppendNull();
                    continue;
                }

                int start = elements.Count;
                foreach (var header in headers)
                {
                    VectorValues.Append(elements.Fields[0], header.Key);
                    VectorValues.Append(elements.Fields[1], header.Value);
                    elements.AppendRow();
                }

                array.AppendRow(start, headers.Count);
            }
        }
    }
}
