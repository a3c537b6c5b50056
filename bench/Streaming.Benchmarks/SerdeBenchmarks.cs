using System.Buffers;
using BenchmarkDotNet.Attributes;

namespace Streaming.Benchmarks;

/// <summary>Writing and reading one value.</summary>
[MemoryDiagnoser]
public class SerdeBenchmarks
{
    private readonly ArrayBufferWriter<byte> _buffer = new(256);
    private readonly ISerde<(string, int)> _pair = Serdes.Default<(string, int)>();
    private readonly ISerde<Person> _record = Serdes.Default<Person>();
    private readonly ISerde<Person> _json = Serdes.Json<Person>();
    private readonly Person _person = new("Ada", 36, "London");
    private byte[] _text = [];
    private byte[] _pairBytes = [];
    private byte[] _recordBytes = [];
    private byte[] _jsonBytes = [];

    /// <summary>Writes what is read later.</summary>
    [GlobalSetup]
    public void SetUp()
    {
        _text = Bytes(Serdes.Utf8, "customer-1234");
        _pairBytes = Bytes(_pair, ("customer-1234", 7));
        _recordBytes = Bytes(_record, _person);
        _jsonBytes = Bytes(_json, _person);
    }

    /// <summary>Text.</summary>
    [Benchmark]
    public int WriteText() => Write(Serdes.Utf8, "customer-1234");

    /// <summary>Text; allocates the string.</summary>
    [Benchmark]
    public string ReadText() => Serdes.Utf8.Read(_text);

    /// <summary>A 64-bit integer.</summary>
    [Benchmark]
    public int WriteInt64() => Write(Serdes.Int64, 123_456_789);

    /// <summary>A tuple as key.</summary>
    [Benchmark]
    public int WriteTuple() => Write(_pair, ("customer-1234", 7));

    /// <summary>A tuple; allocates its string.</summary>
    [Benchmark]
    public (string, int) ReadTuple() => _pair.Read(_pairBytes);

    /// <summary>A record in the binary form of state.</summary>
    [Benchmark]
    public int WriteRecord() => Write(_record, _person);

    /// <summary>A record from the binary form of state.</summary>
    [Benchmark]
    public Person ReadRecord() => _record.Read(_recordBytes);

    /// <summary>A record as JSON.</summary>
    [Benchmark]
    public int WriteJson() => Write(_json, _person);

    /// <summary>A record from JSON.</summary>
    [Benchmark]
    public Person ReadJson() => _json.Read(_jsonBytes);

    private int Write<T>(ISerde<T> serde, T value)
    {
        _buffer.ResetWrittenCount();
        serde.Write(value, _buffer);
        return _buffer.WrittenCount;
    }

    private static byte[] Bytes<T>(ISerde<T> serde, T value)
    {
        var buffer = new ArrayBufferWriter<byte>();
        serde.Write(value, buffer);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>A record with three fields.</summary>
    public sealed record Person(string Name, int Age, string City);
}
