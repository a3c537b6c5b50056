using System.ComponentModel.DataAnnotations.Schema;
using System.Text;

namespace Streaming.Core.Tests;

public sealed class RowColumnsTests
{
    public sealed record Person(string Name, [property: Column("years")] int Age)
    {
        public bool IsAdult => Age >= 18;
    }

    public readonly record struct Pair(string Key, long Count);

    public sealed record Tree(int Value, Tree? Next);

    private enum Colour
    {
        Red,
    }

    [Fact]
    public void NamesComeFromTheType()
    {
        Assert.Equal(["value"], RowColumns<int>.Instance.Names);
        Assert.Equal(["value"], RowColumns<string>.Instance.Names);
        Assert.Equal(["value"], RowColumns<byte[]>.Instance.Names);
        Assert.Equal(["value"], RowColumns<List<Pair>>.Instance.Names);
        Assert.Equal(["value"], RowColumns<int?>.Instance.Names);
        Assert.Equal(["value"], RowColumns<Uri>.Instance.Names);
        Assert.Equal(["_1", "_2"], RowColumns<(string Word, long Count)>.Instance.Names);
        Assert.Equal(["_1", "_2", "_3", "_4", "_5", "_6", "_7", "_8", "_9"], RowColumns<(int, int, int, int, int, int, int, int, int)>.Instance.Names);
        Assert.Equal(["_1", "_2"], RowColumns<Tuple<int, int>>.Instance.Names);
        Assert.Equal(["Key", "Value"], RowColumns<KeyValuePair<int, int>>.Instance.Names);
        Assert.Equal(["Name", "years", "IsAdult"], RowColumns<Person>.Instance.Names);
        Assert.Equal(["Key", "Count"], RowColumns<Pair>.Instance.Names);
        Assert.Equal(["key", "value", "topic", "partition", "offset", "timestamp", "timestampType"], RowColumns<KafkaRecord>.Instance.Names);
    }

    [Fact]
    public void CellsHaveSparksText()
    {
        Check("NULL", (string?)null);
        Check("abc", "abc");
        Check("abc", new Utf8Slice("abc"));
        Check("true", true);
        Check("-5", -5L);
        Check("5", (int?)5);
        Check("NULL", (int?)null);
        Check("1.50", 1.50m);
        Check("[61 62]", "ab"u8.ToArray());
        Check("[61 62]", (ReadOnlyMemory<byte>)"ab"u8.ToArray());
        Check("2024-02-29 12:34:56.789", new DateTime(2024, 2, 29, 12, 34, 56, 789));
        Check("2024-02-29 10:00:00", new DateTimeOffset(2024, 2, 29, 12, 0, 0, TimeSpan.FromHours(2)));
        Check("2024-02-29 10:00:00.000001", new DateTimeOffset(2024, 2, 29, 10, 0, 0, TimeSpan.Zero).AddTicks(19));
        Check("0001-01-01", new DateOnly(1, 1, 1));
        Check("12:34:56.5", new TimeOnly(12, 34, 56, 500));
        Check("INTERVAL '1 02:03:04.5' DAY TO SECOND", new TimeSpan(1, 2, 3, 4, 500));
        Check("INTERVAL '-0 00:00:01' DAY TO SECOND", TimeSpan.FromSeconds(-1));
        Check("Red", Colour.Red);
        Check("00000000-0000-0000-0000-000000000000", Guid.Empty);
        Check("[a, NULL]", new List<string?> { "a", null });
        Check("[]", Array.Empty<int>());
        Check("{a -> 1, b -> NULL}", new Dictionary<string, int?> { ["a"] = 1, ["b"] = null });
        Check("[{1, [x]}, {2, NULL}]", new[] { (1, new[] { "x" }), (2, null!) });
        Check("[{1, {2, NULL}}]", new[] { new Tree(1, new Tree(2, null)) });

        static void Check<T>(string expected, T value) => Assert.Equal(expected, Text(value, 0));
    }

    [Theory]
    [InlineData(0.0, "0.0")]
    [InlineData(-0.0, "-0.0")]
    [InlineData(1.0, "1.0")]
    [InlineData(-1.5, "-1.5")]
    [InlineData(100.0, "100.0")]
    [InlineData(1234567.0, "1234567.0")]
    [InlineData(9999999.999, "9999999.999")]
    [InlineData(1e7, "1.0E7")]
    [InlineData(12345678.5, "1.23456785E7")]
    [InlineData(1e10, "1.0E10")]
    [InlineData(1e21, "1.0E21")]
    [InlineData(0.001, "0.001")]
    [InlineData(0.00123, "0.00123")]
    [InlineData(0.0001, "1.0E-4")]
    [InlineData(1e-7, "1.0E-7")]
    [InlineData(0.1, "0.1")]
    [InlineData(0.3333333333333333, "0.3333333333333333")]
    [InlineData(double.MaxValue, "1.7976931348623157E308")]
    [InlineData(double.Epsilon, "4.9E-324")]
    [InlineData(double.NaN, "NaN")]
    [InlineData(double.NegativeInfinity, "-Infinity")]
    public void DoublesAreJavas(double value, string expected) => Assert.Equal(expected, Text(value, 0));

    [Theory]
    [InlineData(0.1f, "0.1")]
    [InlineData(16777216f, "1.6777216E7")]
    [InlineData(float.MaxValue, "3.4028235E38")]
    [InlineData(float.Epsilon, "1.4E-45")]
    [InlineData(1e-7f, "1.0E-7")]
    [InlineData(3.0f, "3.0")]
    public void FloatsAreJavas(float value, string expected) => Assert.Equal(expected, Text(value, 0));

    [Fact]
    public void KafkaRecordsHaveSparksColumns()
    {
        var buffer = new KafkaRecordBuffer(1) { Topic = "t", Partition = 3, TimestampType = 1 };
        buffer.Add(default, false, "ab"u8, true, 42, -1);
        var record = buffer[0];
        Assert.Equal(["NULL", "[61 62]", "t", "3", "42", "1969-12-31 23:59:59.999", "1"], Enumerable.Range(0, 7).Select(i => Text(record, i)));
    }

    [Fact]
    public void ANullRowIsNullInEachColumn()
    {
        Assert.Equal("NULL", Text<Person?>(null, 1));
        Assert.Null(RowColumns<Person?>.Instance.Value(null, 0));
        Assert.Equal(18, RowColumns<Person>.Instance.Value(new Person("a", 18), 1));
    }

    private static string Text<T>(T row, int column)
    {
        var output = new StringBuilder();
        RowColumns<T>.Instance.AppendText(row, column, output);
        return output.ToString();
    }
}
