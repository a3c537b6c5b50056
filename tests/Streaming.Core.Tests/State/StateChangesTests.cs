using CsCheck;

namespace Streaming.Core.Tests;

public sealed class StateChangesTests
{
    private static void AssertSorted(StateChanges changes)
    {
        for (int i = 1; i < changes.Count; i++)
        {
            Assert.True(changes.Key(i - 1).SequenceCompareTo(changes.Key(i)) < 0, $"{Convert.ToHexString(changes.Key(i - 1))} before {Convert.ToHexString(changes.Key(i))}");
        }
    }

    [Fact]
    public void Sorts_like_bytes()
    {
        // Few byte values and long runs: shared prefixes, keys that are prefixes of others, zeros at the end.
        var key = Gen.Int[0, 4].Select(i => (byte)(i < 3 ? 0 : i == 3 ? 1 : 255)).Array[0, 40];
        Gen.Select(key.Array[0, 2000], Gen.Byte.Array[0, 30]).Sample((keys, prefix) =>
        {
            var changes = new StateChanges();
            var expected = new Dictionary<string, (string, bool)>();
            foreach (var (tail, index) in keys.Select((tail, index) => (tail, index)))
            {
                byte[] full = [.. prefix, .. tail];
                if (expected.TryAdd(Convert.ToHexString(full), (index % 3 == 0 ? "" : Convert.ToHexString(BitConverter.GetBytes(index)), index % 3 == 0)))
                {
                    if (index % 3 == 0)
                    {
                        changes.Delete(full);
                    }
                    else
                    {
                        changes.Put(full, BitConverter.GetBytes(index));
                    }
                }
            }

            changes.Sort();
            AssertSorted(changes);
            Assert.Equal(expected.Count, changes.Count);
            for (int i = 0; i < changes.Count; i++)
            {
                Assert.Equal(expected[Convert.ToHexString(changes.Key(i))], (Convert.ToHexString(changes.Value(i)), changes.IsDelete(i)));
            }
        }, iter: 300);
    }

    [Fact]
    public void Sorting_again_allocates_nothing()
    {
        var random = new Random(1);
        var changes = new StateChanges();
        Fill();
        changes.Sort();
        AssertSorted(changes);
        changes.Clear();
        Fill();
        long before = GC.GetAllocatedBytesForCurrentThread();
        changes.Sort();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        AssertSorted(changes);
        changes.Clear();
        Assert.Equal((0, 0L), (changes.Count, changes.ByteCount));

        void Fill()
        {
            Span<byte> key = stackalloc byte[21];
            for (int i = 0; i < 20_000; i++)
            {
                key.Clear();
                key[3] = (byte)random.Next(200);
                random.NextBytes(key[13..]);
                changes.Put(key, key[..8]);
            }
        }
    }
}
