using System.Text;
using CsCheck;

namespace Streaming.Core.Tests;

public sealed class KeyTableTests
{
    [Fact]
    public void ReleasingGivesTheMemoryBackAndTheTableGoesOn()
    {
        var table = new KeyTable<int>();
        long small = table.MemoryBytes;
        for (int round = 0; round < 2; round++)
        {
            for (int i = 0; i < 100_000; i++)
            {
                table.GetOrAdd(Encoding.UTF8.GetBytes($"a key of more than sixteen bytes {i}"), false, out bool added);
                Assert.True(added);
            }

            Assert.Equal(100_000, table.Count);
            table.Release();
            Assert.Equal(0, table.Count);
            Assert.InRange(table.MemoryBytes, 1, small * 8);
            Assert.Equal(-1, table.Find("a key of more than sixteen bytes 5"u8, false));
        }
    }

    [Fact]
    public void KeysOfAllLengthsComeBackAsTheyWere()
    {
        var table = new KeyTable<int>(16);
        var keys = new List<byte[]>();
        for (int length = 0; length <= 70; length++)
        {
            for (byte fill = 0; fill < 5; fill++)
            {
                var key = new byte[length];
                Array.Fill(key, fill);
                if (length > 0)
                {
                    key[length / 2] = (byte)(200 + fill);
                }

                if (length > 0 || fill == 0)
                {
                    keys.Add(key);
                }
            }
        }

        for (int i = 0; i < keys.Count; i++)
        {
            Assert.Equal(i, table.GetOrAdd(keys[i], false, out bool added));
            Assert.True(added);
        }

        int nullIndex = table.GetOrAdd(default, true, out bool nullAdded);
        Assert.True(nullAdded);
        var scratch = new byte[16];
        for (int i = 0; i < keys.Count; i++)
        {
            Assert.Equal(i, table.Find(keys[i], false));
            Assert.Equal(keys[i], table.KeyOf(i, scratch, out bool isNull).ToArray());
            Assert.False(isNull);
        }

        table.KeyOf(nullIndex, scratch, out bool lastIsNull);
        Assert.True(lastIsNull);
        Assert.Equal(-1, table.Find(Encoding.UTF8.GetBytes("absent"), false));
    }

    [Fact]
    public void BehavesLikeADictionary() => Gen.Byte[0, 3].Array[0, 20].Array[0, 500].Sample(keys =>
    {
        var table = new KeyTable<int>();
        var expected = new Dictionary<string, int>();
        foreach (var key in keys)
        {
            string text = Convert.ToHexString(key);
            table.At(table.GetOrAdd(key, false, out _)).Value++;
            expected[text] = expected.GetValueOrDefault(text) + 1;
        }

        var scratch = new byte[16];
        var actual = Enumerable.Range(0, table.Count).ToDictionary(i => Convert.ToHexString(table.KeyOf(i, scratch, out _)), i => table.At(i).Value);
        Assert.Equal(expected, actual);
        table.Clear();
        Assert.Equal(0, table.Count);
        Assert.All(keys, key => Assert.Equal(-1, table.Find(key, false)));
    });
}
