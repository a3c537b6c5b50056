using System.Buffers;
using System.Buffers.Binary;
using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.Logging.Abstractions;

namespace Streaming.Benchmarks;

/// <summary>A state store of a million keys: an epoch with 10,000 dirty keys (delta, fsync, commit), reads of keys that are there and that are not, a scan.</summary>
[MemoryDiagnoser]
public class StateStoreBenchmarks
{
    private const int Keys = 1_000_000;
    private const int DirtyKeys = 10_000;
    private const int KeySize = 13;

    private readonly StateChanges _changes = new();
    private readonly ArrayBufferWriter<byte> _value = new(64);
    private readonly Random _random = new(1);
    private readonly byte[] _key = new byte[KeySize];
    private string _folder = "";
    private IStateStore? _store;
    private long _epoch;

    /// <summary>Where the state is.</summary>
    [Params("memory", "rocksdb")]
    public string State { get; set; } = "";

    /// <summary>Fills the store.</summary>
    [GlobalSetup]
    public void SetUp()
    {
        _folder = Directory.CreateTempSubdirectory("streaming-state").FullName;
        IStateBackend backend = State == "rocksdb" ? new RocksDbStateBackend() : new MemoryStateBackend();
        _store = backend.Open(new StateStoreContext { FileSystem = LocalFileSystem.Instance, Folder = _folder, Logger = NullLogger.Instance });
        _store.Restore(-1, new Nobody());
        for (long i = 0; i < Keys; i++)
        {
            Put(i);
        }

        Commit();
    }

    /// <summary>Deletes the files.</summary>
    [GlobalCleanup]
    public void CleanUp()
    {
        _store?.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>An epoch.</summary>
    [Benchmark]
    public void Epoch10kDirtyKeys()
    {
        _changes.Clear();
        long start = _random.NextInt64(Keys);
        for (int i = 0; i < DirtyKeys; i++)
        {
            Put((start + (i * 97L)) % Keys);
        }

        Commit();
    }

    /// <summary>A key that is there.</summary>
    [Benchmark]
    public bool TryGetHit() => Get(_random.NextInt64(Keys));

    /// <summary>A key that is not there.</summary>
    [Benchmark]
    public bool TryGetMiss() => Get(Keys + _random.NextInt64(Keys));

    /// <summary>The first 1,000 entries of a partition.</summary>
    [Benchmark]
    public int Scan1000()
    {
        if (State == "memory")
        {
            return 0; // the operators' tables hold everything
        }

        Key(0);
        int count = 0;
        using var cursor = _store!.Scan(_key.AsSpan(0, 4), default);
        while (count < 1000 && cursor.MoveNext())
        {
            count++;
        }

        return count;
    }

    private bool Get(long number)
    {
        Key(number);
        _value.ResetWrittenCount();
        return _store!.TryGet(_key, _value);
    }

    private void Put(long number)
    {
        Span<byte> value = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(value, number + _epoch);
        Key(number);
        _changes.Put(_key, value);
    }

    // Operator 0, store 0, one of 200 partitions.
    private void Key(long number)
    {
        BinaryPrimitives.WriteUInt16BigEndian(_key.AsSpan(2), (ushort)(number % 200));
        BinaryPrimitives.WriteInt64BigEndian(_key.AsSpan(5), number);
    }

    private void Commit()
    {
        _store!.WriteDelta(_epoch, [_changes]);
        _store.Commit(_epoch);
        _store.Purge(Math.Max(0, _epoch - 5));
        _epoch++;
    }

    private sealed class Nobody : IStateVisitor
    {
        public void Put(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
        {
        }

        public void Delete(ReadOnlySpan<byte> key)
        {
        }
    }
}
