using BenchmarkDotNet.Attributes;

namespace Streaming.Benchmarks;

/// <summary>Copying the bytes of records into a batch's buffer: figures are for one record.</summary>
[MemoryDiagnoser]
public class BatchBufferBenchmarks
{
    private const int Records = RecordBatch<long>.DefaultCapacity;

    private readonly BatchBuffer _buffer = new(64 * 1024);
    private readonly KafkaRecordBuffer _records = new(Records);
    private byte[] _value = [];

    /// <summary>Size of a record in bytes.</summary>
    [Params(2, 55, 1000)]
    public int Size { get; set; }

    /// <summary>Makes the bytes that are copied.</summary>
    [GlobalSetup]
    public void SetUp() => _value = [.. Enumerable.Range(0, Size).Select(i => (byte)i)];

    /// <summary>The buffer alone.</summary>
    [Benchmark(OperationsPerInvoke = Records)]
    public int Append()
    {
        var buffer = _buffer;
        buffer.Clear();
        int last = 0;
        for (int i = 0; i < Records; i++)
        {
            last = buffer.Append(_value);
        }

        return last;
    }

    /// <summary>A Kafka record without a key: bytes, offset, timestamp.</summary>
    [Benchmark(OperationsPerInvoke = Records)]
    public int AddRecord()
    {
        var records = _records;
        records.Clear();
        for (int i = 0; i < Records; i++)
        {
            records.Add(default, hasKey: false, _value, hasValue: true, offset: i, timestampMs: i);
        }

        return records.Count;
    }
}
