using CsCheck;

namespace Streaming.Core.Tests;

public sealed class CollectionSerdeTests
{
    [Fact]
    public void RoundTripsAreCanonical()
    {
        SerdeCheck.Canonical(Serdes.Default<int[]>(), Gen.Int[0, 2].Array[0, 3], Sequence<int[], int>());
        SerdeCheck.Canonical(Serdes.Default<string?[]>(), SerdeCheck.Pick<string?>("", "a", null).Array[0, 3], Sequence<string?[], string?>());
        SerdeCheck.Canonical(Serdes.Default<List<(string, int)>>(), Gen.String[0, 1].Select(Gen.Int[0, 1]).List[0, 3], Sequence<List<(string, int)>, (string, int)>());
        SerdeCheck.Canonical(Serdes.Default<int?[]>(), Gen.Int[0, 1].Nullable().Array[0, 3], Sequence<int?[], int?>());
    }

    [Fact]
    public void OrderOfInsertionDoesNotShow()
    {
        var serde = Serdes.Default<Dictionary<string, int>>();
        var left = new Dictionary<string, int> { ["a"] = 1, ["b"] = 2 };
        var right = new Dictionary<string, int> { ["b"] = 2, ["a"] = 1 };
        Assert.Equal(SerdeCheck.Bytes(serde, left), SerdeCheck.Bytes(serde, right));
        Assert.Equal(left, SerdeCheck.RoundTrip(serde, right));
        var set = Serdes.Default<HashSet<string>>();
        Assert.Equal(SerdeCheck.Bytes(set, ["x", "y"]), SerdeCheck.Bytes(set, ["y", "x"]));
        Assert.Equal(["x", "y"], SerdeCheck.RoundTrip(set, ["y", "x"]).Order());
    }

    [Fact]
    public void ManyItemsRoundTrip()
    {
        var items = Enumerable.Range(0, 10_000).ToList();
        Assert.Equal(items, SerdeCheck.RoundTrip(Serdes.Default<List<int>>(), items));
    }

    [Fact]
    public void ADamagedCountIsNotBelieved() =>
        Assert.Contains("claims", Assert.Throws<FormatException>(() => Serdes.Default<long[]>().Read([255, 0x7f, 0xff, 0xff, 0xff])).Message, StringComparison.Ordinal);

    private static EqualityComparer<TList> Sequence<TList, T>()
        where TList : IEnumerable<T> => EqualityComparer<TList>.Create((left, right) => left!.SequenceEqual(right!), list => 0);
}
