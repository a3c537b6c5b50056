namespace Streaming.Core.Tests;

public sealed class SortedEntriesTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void EqualASortedDictionary(int seed)
    {
        var random = new Random(seed);
        var entries = new SortedEntries();
        var expected = new SortedDictionary<byte[], byte[]>(Comparer<byte[]>.Create((left, right) => left.AsSpan().SequenceCompareTo(right)));
        for (int i = 0; i < 20_000; i++)
        {
            byte[] key = Key(random, seed);
            if (random.Next(4) == 0)
            {
                Assert.Equal(expected.Remove(key), entries.TryFind(key, out _));
                entries.Remove(key);
            }
            else
            {
                byte[] value = BitConverter.GetBytes(i);
                expected[key] = value;
                entries.Set(key, value, isDirty: false, out _);
            }
        }

        var all = new List<(byte[] Key, byte[]? Value)>();
        for (var position = entries.Seek(default, after: false); entries.At(position) is { } entry; position = entries.Next(position))
        {
            all.Add((entry.Key, entry.Value));
        }

        Assert.Equal(expected.Select(entry => (Convert.ToHexString(entry.Key), Convert.ToHexString(entry.Value))), all.Select(entry => (Convert.ToHexString(entry.Key), Convert.ToHexString(entry.Value!))));
        for (int i = 0; i < 1000; i++)
        {
            byte[] from = Key(random, seed);
            byte[]? first = expected.Keys.FirstOrDefault(key => key.AsSpan().SequenceCompareTo(from) >= 0);
            Assert.Equal(first, entries.At(entries.Seek(from, after: false))?.Key);
        }
    }

    // Short keys, long ones, many that begin alike, and those that differ in zeros at their end only.
    private static byte[] Key(Random random, int seed)
    {
        byte[] key = new byte[random.Next(seed == 3 ? 4 : 22)];
        random.NextBytes(key);
        int alike = Math.Min(key.Length, seed == 1 ? 0 : 17);
        key.AsSpan(0, alike).Fill(7);
        if (random.Next(3) == 0 && key.Length > 2)
        {
            key.AsSpan(key.Length - 2).Clear();
        }

        return key;
    }
}
