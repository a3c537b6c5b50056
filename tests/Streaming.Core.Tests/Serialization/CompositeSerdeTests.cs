using System.Text;
using CsCheck;

namespace Streaming.Core.Tests;

public sealed class CompositeSerdeTests
{
    public sealed record Person(string Name, int Age, string? Email, decimal? Salary)
    {
        public string Label => $"{Name} ({Age})";
    }

    public sealed class Counter
    {
        public long Sum { get; set; }

        public int Count { get; init; }

        public double Average => (double)Sum / Count;
    }

    public struct Pair
    {
        public long First;
        public string? Second;
    }

    public record Base(int Id);

    public sealed record Derived(int Id, string Name) : Base(Id);

    public sealed record Tree(int Value, Tree? Next);

    public sealed record Nested(Person Who, (int, string) Where, int[] Numbers);

    public interface IThing
    {
        int Value { get; }
    }

    public sealed class Hidden(int value)
    {
        private readonly int _value = value;

        public override string ToString() => $"{_value}";
    }

    [Fact]
    public void TuplesRoundTripAndAreCanonical()
    {
        var text = Gen.String[0, 6].Null();
        SerdeCheck.Canonical(Serdes.Default<(int, long)>(), Gen.Int[0, 3].Select(Gen.Long[0, 3]));
        SerdeCheck.Canonical(Serdes.Default<(string?, string?)>(), SerdeCheck.Pick<string?>("", "a", "ab", "b", null).Select(SerdeCheck.Pick<string?>("", "a", "ab", "b", null)));
        SerdeCheck.Canonical(Serdes.Default<(string?, int?, double, string?)>(), text.Select(Gen.Int[0, 2].Nullable(), SerdeCheck.Pick(0.0, -0.0, double.NaN), text));
        SerdeCheck.Canonical(Serdes.Default<Tuple<string, int>>(), Gen.String[0, 3].Select(Gen.Int, Tuple.Create));
        SerdeCheck.Canonical(Serdes.Default<KeyValuePair<string, int>>(), Gen.String[0, 3].Select(Gen.Int, KeyValuePair.Create));
        SerdeCheck.Canonical(
            Serdes.Default<(int, int, int, int, int, int, int, string, int)>(),
            Gen.Int[0, 1].Select(i => (i, 2, 3, 4, 5, 6, 7, "8", 9)));
    }

    [Fact]
    public void LongFieldsRoundTrip()
    {
        foreach (int length in new[] { 0, 1, 253, 254, 255, 256, 70_000 })
        {
            var value = (new string('x', length), 5, new string('y', length));
            Assert.Equal(value, SerdeCheck.RoundTrip(Serdes.Default<(string, int, string)>(), value));
        }
    }

    [Fact]
    public void RecordsRoundTripAndAreCanonical()
    {
        var people = Gen.String[0, 4].Select(Gen.Int[0, 3], Gen.String[0, 3].Null(), SerdeCheck.Pick<decimal?>(1.0m, 1.00m, null), (name, age, email, salary) => new Person(name, age, email, salary));
        SerdeCheck.Canonical(Serdes.Default<Person>(), people);
        SerdeCheck.Canonical(Serdes.Default<Derived>(), Gen.Int[0, 3].Select(Gen.String[0, 2], (id, name) => new Derived(id, name)));
    }

    [Fact]
    public void ClassesWithSettersAndStructsWithFieldsRoundTrip()
    {
        var counter = SerdeCheck.RoundTrip(Serdes.Default<Counter>(), new Counter { Sum = 10, Count = 4 });
        Assert.Equal((10L, 4), (counter.Sum, counter.Count));
        var pair = SerdeCheck.RoundTrip(Serdes.Default<Pair>(), new Pair { First = 3, Second = null });
        Assert.Equal(3, pair.First);
        Assert.Null(pair.Second);
        var anonymous = new { A = 1, B = "x" };
        Assert.Equal(anonymous, RoundTripDefault(anonymous));
    }

    [Fact]
    public void FieldsMayBeCompositesAndCollections()
    {
        var value = new Nested(new Person("a", 1, null, 2m), (3, "b"), [1, 2, 3]);
        var back = SerdeCheck.RoundTrip(Serdes.Default<Nested>(), value);
        Assert.Equal(value.Who, back.Who);
        Assert.Equal(value.Where, back.Where);
        Assert.Equal(value.Numbers, back.Numbers);
    }

    [Fact]
    public void LayoutIsPresenceBitsThenFields()
    {
        Assert.Equal([0b11, 0, 0, 0, 1, 0, 2], SerdeCheck.Bytes<(int, short)>(Serdes.Default<(int, short)>(), (1, 2)));
        Assert.Equal([0b01, 2, (byte)'a', (byte)'b'], SerdeCheck.Bytes(Serdes.Default<(string, string?)>(), ("ab", null)));
    }

    [Fact]
    public void MalformedBytesAreNamed()
    {
        var serde = Serdes.Default<(string, int)>();
        Assert.Contains("ValueTuple<String, Int32>", Message([0b11, 1]), StringComparison.Ordinal);
        Assert.Contains("left over", Message([0b10, 0, 0, 0, 1, 9]), StringComparison.Ordinal);
        Assert.Contains("more than 2 fields", Message([0b111, 0, 0, 0, 0, 0]), StringComparison.Ordinal);
        Assert.Contains("Item2 is absent", Message([0b01, 0]), StringComparison.Ordinal);
        Assert.Contains("in the middle", Message([]), StringComparison.Ordinal);
        Assert.Contains("long form", Message([0b11, 255, 0, 0, 0, 1, (byte)'a', 0, 0, 0, 0]), StringComparison.Ordinal);

        string Message(byte[] bytes) => Assert.Throws<FormatException>(() => serde.Read(bytes)).Message;
    }

    [Fact]
    public void DamagedBytesNeverDoWorse()
    {
        var serde = Serdes.Default<(string?, int?, Person?, List<string>?)>();
        Gen.Byte.Array[0, 40].Sample(bytes =>
        {
            try
            {
                serde.Read(bytes);
            }
            catch (FormatException)
            {
            }
        });
    }

    [Fact]
    public void UnsupportedTypesAreNamed()
    {
        Check<IThing>("IThing");
        Check<object>("Object");
        Check<StringBuilder>("StringBuilder");
        Check<Hidden>("Hidden");
        Check<Tree>("Tree");
        Check<Func<int>>("Func<Int32>");
        Check<(int, Uri)>("Uri");
        Check<IReadOnlyList<int>>("IReadOnlyList<Int32>");

        static void Check<T>(string name)
        {
            for (int i = 0; i < 2; i++)
            {
                var error = Assert.Throws<StreamingException>(() => Serdes.Default<T>());
                Assert.Equal("UNSUPPORTED_SERDE_TYPE", error.ErrorClass);
                Assert.StartsWith($"There is no built-in serde for the type {name}:", error.Message, StringComparison.Ordinal);
                Assert.Contains("Pass a serde", error.Message, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void ADerivedValueIsNotCut()
    {
        var error = Assert.Throws<StreamingException>(() => SerdeCheck.Bytes(Serdes.Default<Base>(), new Derived(1, "x")));
        Assert.Contains("Derived", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WritesAllocateNothing()
    {
        Assert.Equal(0, SerdeCheck.AllocatedByWrite(Serdes.Default<(string, int)>(), ("abc", 4)));
        Assert.Equal(0, SerdeCheck.AllocatedByWrite(Serdes.Default<(string?, int?, Guid)>(), (null, 4, Guid.Empty)));
        Assert.Equal(0, SerdeCheck.AllocatedByWrite(Serdes.Default<Person>(), new Person("abc", 4, null, 1.50m)));
        Assert.Equal(0, SerdeCheck.AllocatedByWrite(Serdes.Default<(string, (int, string))>(), (new string('x', 1000), (4, "y"))));
    }

    [Fact]
    public void SerdesAreMadeOnceAndFromSeveralThreads()
    {
        var made = new ISerde<(int, string, long)>[8];
        Parallel.For(0, made.Length, i => made[i] = Serdes.Default<(int, string, long)>());
        Assert.All(made, serde => Assert.Same(made[0], serde));
    }

    private static T RoundTripDefault<T>(T value) => SerdeCheck.RoundTrip(Serdes.Default<T>(), value);
}
