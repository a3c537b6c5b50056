using System.Buffers.Binary;
using BenchmarkDotNet.Attributes;

namespace Streaming.Benchmarks;

/// <summary>Collecting and sorting what an epoch changed, before its delta is written: figures are for one epoch.</summary>
[MemoryDiagnoser]
public class StateChangesBenchmarks
{
    private const int KeySize = 16;

    private readonly StateChanges _changes = new();
    private byte[] _keys = [];

    /// <summary>Keys that were changed.</summary>
    [Params(1_000, 10_000, 100_000)]
    public int Keys { get; set; }

    /// <summary>Makes keys in the store's form: operator, store, partition, flag, then the key itself.</summary>
    [GlobalSetup]
    public void SetUp()
    {
        var random = new Random(1);
        _keys = new byte[Keys * KeySize];
        for (int i = 0; i < Keys; i++)
        {
            var key = _keys.AsSpan(i * KeySize, KeySize);
            BinaryPrimitives.WriteUInt16BigEndian(key[2..], (ushort)(i % 200));
            random.NextBytes(key[5..]);
        }
    }

    /// <summary>Filling only.</summary>
    [Benchmark(Baseline = true)]
    public int Fill()
    {
        _changes.Clear();
        Span<byte> value = stackalloc byte[8];
        for (int i = 0; i < Keys; i++)
        {
            BinaryPrimitives.WriteInt64BigEndian(value, i);
            _changes.Put(_keys.AsSpan(i * KeySize, KeySize), value);
        }

        return _changes.Count;
    }

    /// <summary>Filling and sorting.</summary>
    [Benchmark]
    public int FillAndSort()
    {
        Fill();
        _changes.Sort();
        return _changes.Count;
    }
}
