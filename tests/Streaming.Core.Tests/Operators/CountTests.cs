using CsCheck;

namespace Streaming.Core.Tests;

public sealed class CountTests
{
    [Theory]
    [MemberData(nameof(EngineVariant.All), MemberType = typeof(EngineVariant))]
    public async Task UpdateModeEmitsTheKeysThatHadRows(EngineVariant variant)
    {
        var batches = await QueryRun.BatchesAsync<string?, KeyCount<string?>>(
            variant, stream => stream.GroupBy(key => key).Count(), OutputMode.Update, ["a", "b", "a", null, ""], ["b", null], ["c"]);
        Assert.Equal([new(null, 1), new("", 1), new("a", 2), new("b", 1)], batches[0].OrderBy(row => row.Key, StringComparer.Ordinal));
        Assert.Equal([new(null, 2), new("b", 2)], batches[1].OrderBy(row => row.Key, StringComparer.Ordinal));
        Assert.Equal([new("c", 1)], batches[2]);
    }

    [Theory]
    [MemberData(nameof(EngineVariant.All), MemberType = typeof(EngineVariant))]
    public async Task CompleteModeEmitsEveryKey(EngineVariant variant)
    {
        var batches = await QueryRun.BatchesAsync<int, KeyCount<(int, bool)>>(
            variant, stream => stream.GroupBy(n => (n, n > 1)).Count(), OutputMode.Complete, [1, 2], [2]);
        Assert.Equal([new((1, false), 1), new((2, true), 1)], batches[0].OrderBy(row => row.Key));
        Assert.Equal([new((1, false), 1), new((2, true), 2)], batches[1].OrderBy(row => row.Key));
    }

    [Fact]
    public async Task ManyKeysEqualADictionary() => await Gen.Int[0, 5000].Array[0, 3000].Array[1, 4].SampleAsync(
        async batches =>
        {
            var expected = new Dictionary<int, long>();
            var actual = await QueryRun.BatchesAsync<int, KeyCount<string>>(
                new EngineVariant(3, 64, Restart: true), stream => stream.GroupBy(n => $"key {n % 997} {new string('x', n % 40)}").Count(), OutputMode.Update, batches);
            var counts = new Dictionary<string, long>();
            foreach (var row in actual.SelectMany(batch => batch))
            {
                counts[row.Key] = row.Count;
            }

            var wanted = batches.SelectMany(batch => batch).CountBy(n => $"key {n % 997} {new string('x', n % 40)}").ToDictionary(pair => pair.Key, pair => (long)pair.Value);
            Assert.Equal(wanted, counts);
        },
        iter: 15);
}
