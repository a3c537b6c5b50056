using System.Text;

namespace Streaming.Core.Tests;

/// <summary>The operators' stores against a plain dictionary, with everything in memory and over a committed store.</summary>
public sealed class StateTableTests
{
    private static readonly StateStoreSchema Schema = new("test", "key", "value");

    [Theory]
    [InlineData(false, 1)]
    [InlineData(false, 2)]
    [InlineData(true, 3)]
    [InlineData(true, 4)]
    public void RandomChangesGiveWhatADictionaryGives(bool isCommittedElsewhere, int seed)
    {
        var random = new Random(seed);
        var committed = new FakeCommittedStore();
        var partitioner = new StatePartitioner(3, 1);
        var state = new OperatorState(1, "test", new StateScope(partitioner, 0, isCommittedElsewhere ? committed : null) { CacheBytes = 0 });
        var table = state.Table<long>(0, Schema, Serdes.Default<long>());
        var expected = new Dictionary<string, long>();
        var changes = new StateChanges();
        for (int epoch = 0; epoch < 30; epoch++)
        {
            state.BeginEpoch(default);
            for (int step = 0; step < 200; step++)
            {
                string key = random.Next(2) == 0 ? $"{random.Next(50)}" : $"a key of more than sixteen bytes {random.Next(50)}";
                byte[] bytes = Encoding.UTF8.GetBytes(key);
                switch (random.Next(3))
                {
                    case 0:
                        int known = table.Find(bytes, false, -1);
                        Assert.Equal(expected.ContainsKey(key), known >= 0);
                        if (known >= 0)
                        {
                            Assert.Equal(expected[key], table.Value(known));
                            table.Remove(known);
                            expected.Remove(key);
                        }

                        break;
                    default:
                        int index = table.GetOrAdd(bytes, false, -1, out bool added);
                        Assert.Equal(!expected.ContainsKey(key), added);
                        Assert.Equal(added ? 0 : expected[key], table.Value(index));
                        table.Value(index) = step;
                        table.MarkDirty(index);
                        expected[key] = step;
                        break;
                }
            }

            Assert.Equal(expected.OrderBy(entry => entry.Key, StringComparer.Ordinal), Entries(table).OrderBy(entry => entry.Key, StringComparer.Ordinal));
            changes.Clear();
            state.CollectChanges(changes);
            committed.Apply(changes);
            Assert.Equal(expected.Count, committed.Count);
        }
    }

    [Fact]
    public void LargeValuesCountAgainstTheCache()
    {
        var committed = new FakeCommittedStore();
        var state = new OperatorState(1, "test", new StateScope(new StatePartitioner(3, 1), 0, committed) { CacheBytes = 2 << 20 });
        var table = state.Table<string>(0, Schema, Serdes.Utf8);
        var changes = new StateChanges();
        for (int epoch = 0; epoch < 20; epoch++)
        {
            state.BeginEpoch(default);
            for (int key = 0; key < 100; key++)
            {
                int index = table.GetOrAdd(Encoding.UTF8.GetBytes($"{key}"), false, -1, out bool added);
                Assert.Equal(epoch == 0, added);
                table.Value(index) = new string((char)('a' + epoch), 10_000);
                table.MarkDirty(index);
            }

            changes.Clear();
            state.CollectChanges(changes);
            committed.Apply(changes);
            Assert.InRange(table.MemoryBytes, 1_000_000, 2 << 20); // updates of what is there count once
        }

        for (int key = 1000; key < 1300; key++)
        {
            table.MarkDirty(table.GetOrAdd(Encoding.UTF8.GetBytes($"{key}"), false, -1, out _));
            table.Value(table.Find(Encoding.UTF8.GetBytes($"{key}"), false, -1)) = new string('x', 10_000);
        }

        state.CollectChanges(changes);
        committed.Apply(changes);
        Assert.True(table.MemoryBytes > 2 << 20);
        state.BeginEpoch(default);
        Assert.True(table.MemoryBytes < 1 << 20);
        Assert.Equal(10_000, table.Value(table.Find("1299"u8, false, -1)).Length);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void EntriesExpireByTheTimeInTheirKey(bool isCommittedElsewhere)
    {
        var random = new Random(7);
        var committed = new FakeCommittedStore();
        var state = new OperatorState(1, "test", new StateScope(new StatePartitioner(3, 1), 0, isCommittedElsewhere ? committed : null) { CacheBytes = 0 });
        var table = state.Table<long>(0, Schema, Serdes.Default<long>(), isTimed: true);
        var expected = new Dictionary<string, long>();
        var changes = new StateChanges();
        for (int epoch = 0; epoch < 40; epoch++)
        {
            state.BeginEpoch(default);
            for (int i = 0; i < 20; i++)
            {
                long time = (epoch * 10) + random.Next(-30, 30);
                byte[] key = new byte[9];
                OrderedKey.WriteLong(key, time);
                key[8] = (byte)random.Next(4);
                int index = table.GetOrAdd(key, false, -1, out bool added);
                Assert.Equal(!expected.ContainsKey(Convert.ToHexString(key)), added);
                table.Value(index) = time;
                table.MarkDirty(index);
                expected[Convert.ToHexString(key)] = time;
            }

            long bound = epoch * 10;
            var collector = new Collected([]);
            table.Expire(bound, ref collector);
            Assert.Equal(expected.Where(entry => entry.Value <= bound).Select(entry => entry.Key).Order(StringComparer.Ordinal), collector.Keys.Order(StringComparer.Ordinal));
            foreach (string key in collector.Keys)
            {
                expected.Remove(key);
            }

            changes.Clear();
            state.CollectChanges(changes);
            committed.Apply(changes);
            Assert.Equal(expected.Count, committed.Count);
        }
    }

    [Fact]
    public void WhatIsCommittedIsLookedThroughOnlyWhereTheBoundMoved()
    {
        var committed = new FakeCommittedStore();
        var state = new OperatorState(1, "test", new StateScope(new StatePartitioner(3, 1), 0, committed) { CacheBytes = 0 });
        var table = state.Table<long>(0, Schema, Serdes.Default<long>(), isTimed: true);
        Assert.Equal(3, Expire(10));
        Assert.Equal(0, Expire(10));
        Assert.Equal(3, Expire(11));

        int Expire(long bound)
        {
            int before = committed.Scans;
            var collector = new Collected([]);
            table.Expire(bound, ref collector);
            return committed.Scans - before;
        }
    }

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 2)]
    public void OrderedEntriesComeInOrderWhileTheyChange(bool isCommittedElsewhere, int seed)
    {
        var random = new Random(seed);
        var committed = new FakeCommittedStore();
        var state = new OperatorState(1, "test", new StateScope(new StatePartitioner(2, 1), 0, isCommittedElsewhere ? committed : null) { CacheBytes = 0 });
        var ordered = state.Ordered(3, Schema);
        var expected = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var changes = new StateChanges();
        for (int epoch = 0; epoch < 30; epoch++)
        {
            state.BeginEpoch(default);
            for (int step = 0; step < 300; step++)
            {
                string key = $"{(char)('a' + random.Next(3))}{random.Next(100):00}";
                if (random.Next(3) == 0)
                {
                    ordered.Delete(1, Encoding.UTF8.GetBytes(key));
                    expected.Remove(key);
                }
                else
                {
                    ordered.Put(1, Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes($"{epoch}-{step}"));
                    expected[key] = $"{epoch}-{step}";
                }

                string asked = $"a{random.Next(100):00}";
                Assert.Equal(expected.ContainsKey(asked), ordered.TryGet(1, Encoding.UTF8.GetBytes(asked), out var value));
                Assert.Equal(expected.GetValueOrDefault(asked, ""), Encoding.UTF8.GetString(value));
            }

            // Every second one of a prefix goes while they are read, and one comes that belongs before.
            var seen = new List<string>();
            using (var cursor = ordered.Scan(1, "b"u8))
            {
                while (cursor.MoveNext())
                {
                    string key = Encoding.UTF8.GetString(cursor.Key);
                    Assert.Equal(expected[key], Encoding.UTF8.GetString(cursor.Value));
                    seen.Add(key);
                    if (seen.Count % 2 == 0)
                    {
                        cursor.Delete();
                        expected.Remove(key);
                    }
                    else
                    {
                        ordered.Put(1, "a00"u8, "again"u8);
                        expected["a00"] = "again";
                    }
                }
            }

            Assert.Equal(seen.Order(StringComparer.Ordinal), seen);
            Assert.Equal(seen.Where((_, i) => i % 2 == 0), expected.Keys.Where(key => key[0] == 'b'));
            using (var range = ordered.Range(1, "a50"u8, "c10"u8))
            {
                var keys = new List<string>();
                while (range.MoveNext())
                {
                    keys.Add(Encoding.UTF8.GetString(range.Key));
                }

                Assert.Equal(expected.Keys.Where(key => string.CompareOrdinal(key, "a50") >= 0 && string.CompareOrdinal(key, "c10") < 0), keys);
            }

            changes.Clear();
            state.CollectChanges(changes);
            committed.Apply(changes);
            Assert.Equal(expected.Count, committed.Count);
        }
    }

    private static List<KeyValuePair<string, long>> Entries(StateTable<long> table)
    {
        var entries = new Listed([]);
        table.VisitAll(ref entries);
        return entries.Entries;
    }

    private readonly record struct Collected(List<string> Keys) : IEntryVisitor<long>
    {
        public void Visit(ReadOnlySpan<byte> key, bool isNull, int partition, ref long value) => Keys.Add(Convert.ToHexString(key));
    }

    private readonly record struct Listed(List<KeyValuePair<string, long>> Entries) : IEntryVisitor<long>
    {
        public void Visit(ReadOnlySpan<byte> key, bool isNull, int partition, ref long value) => Entries.Add(new(Encoding.UTF8.GetString(key), value));
    }
}
