using BenchmarkDotNet.Attributes;

namespace Streaming.Benchmarks;

/// <summary>Filling and reading batches of records: figures are for one record.</summary>
[MemoryDiagnoser]
public class RecordBatchBenchmarks
{
    private const int Records = RecordBatch<long>.DefaultCapacity;

    private readonly RecordBatch<long> _numbers = new();
    private readonly RecordBatch<Trade> _trades = new();
    private readonly RecordBatch<string> _texts = new();

    /// <summary>Records of 8 bytes.</summary>
    [Benchmark(OperationsPerInvoke = Records)]
    public int FillNumbers()
    {
        var batch = _numbers;
        batch.Count = 0;
        for (int i = 0; !batch.IsFull; i++)
        {
            batch.Add(i, i * 1000L, i);
        }

        return batch.Count;
    }

    /// <summary>Structs of 40 bytes.</summary>
    [Benchmark(OperationsPerInvoke = Records)]
    public int FillStructs()
    {
        var batch = _trades;
        batch.Count = 0;
        for (int i = 0; !batch.IsFull; i++)
        {
            batch.Add(new Trade(i, i, i, i, i), i * 1000L, i);
        }

        return batch.Count;
    }

    /// <summary>References: each store tells the collector.</summary>
    [Benchmark(OperationsPerInvoke = Records)]
    public int FillReferences()
    {
        var batch = _texts;
        batch.Count = 0;
        for (int i = 0; !batch.IsFull; i++)
        {
            batch.Add("w", i * 1000L, i);
        }

        return batch.Count;
    }

    /// <summary>What every operator does first.</summary>
    [Benchmark(OperationsPerInvoke = Records)]
    public long SumNumbers()
    {
        long sum = 0;
        foreach (long value in _numbers.Values.AsSpan(0, Records))
        {
            sum += value;
        }

        return sum;
    }

    private readonly record struct Trade(long Id, long Price, long Amount, long Buyer, long Seller);
}
