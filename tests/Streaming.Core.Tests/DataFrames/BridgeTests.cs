using static Streaming.Functions;

namespace Streaming.Core.Tests.DataFrames;

/// <summary>From records to columns and back.</summary>
public sealed class BridgeTests
{
    public enum Color
    {
        Red,
        Blue,
    }

    public sealed record Address(string City, int? Zip);

    public sealed record Everything(
        bool Flag, sbyte Tiny, short Small, int Normal, long Big, float Single, double Double, decimal Money, string? Text, byte[]? Bytes, DateOnly Day, DateTimeOffset Moment,
        TimeSpan Length, Color Color, int? Maybe, List<string> Words, Dictionary<string, int> Counts, Address? Home);

    public sealed class Settable
    {
        public string? Name { get; set; }

        public long Age { get; set; }
    }

    private static readonly Everything Sample = new(
        true, -1, 2, 3, 4_000_000_000, 1.5f, 2.5, 12.34m, "täxt", [1, 2], new DateOnly(2024, 2, 29), new DateTimeOffset(2024, 1, 2, 3, 4, 5, TimeSpan.Zero),
        TimeSpan.FromSeconds(90), Color.Blue, null, ["a", "b"], new Dictionary<string, int> { ["x"] = 1 }, new Address("Berlin", null));

    [Theory]
    [MemberData(nameof(EngineVariant.All), MemberType = typeof(EngineVariant))]
    public async Task EveryTypeGoesBothWays(EngineVariant variant)
    {
        var batches = await QueryRun.BatchesAsync<Everything, Everything>(variant, stream => stream.ToDataFrame().As<Everything>(), OutputMode.Append, [Sample, Sample], [Sample with { Text = null, Bytes = null, Home = null }]);
        var first = batches[0][1];
        Assert.Equal(Sample, first, EverythingComparer);
        Assert.Equal(Sample.Words, first.Words);
        Assert.Equal(Sample.Counts, first.Counts);
        Assert.Equal(Sample.Bytes, first.Bytes);
        Assert.Null(batches[1][0].Text);
        Assert.Null(batches[1][0].Home);
    }

    [Fact]
    public async Task RecordsAreMadeByNameTuplesByPosition()
    {
        var settable = await QueryRun.BatchesAsync<(string, int), Settable>(
            new EngineVariant(1, 7, false), stream => stream.ToDataFrame().ToDF("name", "age").As<Settable>(), OutputMode.Append, [("ann", 3)]);
        Assert.Equal(("ann", 3L), (settable[0][0].Name, settable[0][0].Age));
        var tuples = await QueryRun.BatchesAsync<(string, int), (int, string)>(
            new EngineVariant(1, 7, false), stream => stream.ToDataFrame().Select("_2", "_1").As<(int, string)>(), OutputMode.Append, [("ann", 3)]);
        Assert.Equal((3, "ann"), tuples[0][0]);
        var values = await QueryRun.BatchesAsync<string, string>(
            new EngineVariant(1, 7, false), stream => stream.ToDataFrame().Filter(Col("value") != "b").As<string>().Map(text => text + "!"), OutputMode.Append, ["a", "b"]);
        Assert.Equal(["a!"], values[0]);
    }

    [Fact]
    public void SchemasAreThoseOfTheTypes()
    {
        using var everything = new FrameSession<Everything>();
        Assert.Equal(StructType.Of<Everything>(), everything.Frame.Schema);
        using var tuple = new FrameSession<(ulong, Guid?, string)>();
        Assert.Equal(StructType.Of<(ulong, Guid?, string)>(), tuple.Frame.Schema);
        using var output = new StringWriter();
        tuple.Frame.PrintSchema(output);
        Assert.StartsWith("root\n |-- _1: decimal(20,0) (nullable = false)\n", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task UnsignedNumbersAndGuids()
    {
        var row = (ulong.MaxValue, (Guid?)Guid.NewGuid(), "x");
        var batches = await QueryRun.BatchesAsync<(ulong, Guid?, string), (ulong, Guid?, string)>(
            new EngineVariant(1, 7, false), stream => stream.ToDataFrame().As<(ulong, Guid?, string)>(), OutputMode.Append, [row]);
        Assert.Equal(row, batches[0][0]);
    }

    [Fact]
    public void WhatDoesNotFitIsRefusedWhenItIsWritten()
    {
        using var session = new FrameSession<(int, int)>();
        Assert.Equal("UNRESOLVED_COLUMN.WITH_SUGGESTION", Assert.Throws<StreamingException>(() => session.Frame.As<Settable>()).ErrorClass);
        Assert.Equal("UNSUPPORTED_DESERIALIZER.FIELD_NUMBER_MISMATCH", Assert.Throws<StreamingException>(() => session.Frame.As<int>()).ErrorClass);
    }

    [Fact]
    public async Task AnErrorOfALambdaBehindAsNamesItsOperator()
    {
        using var session = new FrameSession<int>();
        var query = session.Frame.As<int>().Map(value => 1 / value).WriteStream().To(new CollectSink()).Start();
        session.Source.Add(0);
        var error = await Assert.ThrowsAnyAsync<StreamingException>(() => query.AwaitTerminationAsync());
        Assert.Contains("Map#", error.Message, StringComparison.Ordinal);
    }

    private static readonly IEqualityComparer<Everything> EverythingComparer = EqualityComparer<Everything>.Create(
        (left, right) => left is not null && right is not null && (left with { Words = right.Words, Counts = right.Counts, Bytes = right.Bytes }).Equals(right));
}
