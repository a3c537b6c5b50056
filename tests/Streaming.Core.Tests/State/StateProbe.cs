using System.Buffers.Binary;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;

namespace Streaming.Core.Tests;

/// <summary>A state as a plain dictionary, and helpers around stores.</summary>
internal sealed class StateProbe : IStateVisitor
{
    public Dictionary<string, string> Entries { get; } = [];

    public void Put(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value) => Entries[Convert.ToHexString(key)] = Convert.ToHexString(value);

    public void Delete(ReadOnlySpan<byte> key) => Entries.Remove(Convert.ToHexString(key));

    public static MemoryStateStore Open(IFileSystem files, string folder = "/state", int minDeltas = 10) => (MemoryStateStore)new MemoryStateBackend().Open(
        new StateStoreContext { FileSystem = files, Folder = folder, MinDeltasForSnapshot = minDeltas, Logger = NullLogger.Instance });

    public static Dictionary<string, string> Restore(IStateStore store, long epoch)
    {
        var probe = new StateProbe();
        store.Restore(epoch, probe);
        return store.TablesHoldEverything ? probe.Entries : Scan(store);
    }

    /// <summary>All entries of a store that has them itself.</summary>
    public static Dictionary<string, string> Scan(IStateStore store)
    {
        var probe = new StateProbe();
        byte[] last = [];
        using var cursor = store.Scan(default, default);
        while (cursor.MoveNext())
        {
            Assert.True(last.AsSpan().SequenceCompareTo(cursor.Key) < 0);
            last = cursor.Key.ToArray();
            probe.Put(cursor.Key, cursor.Value);
        }

        return probe.Entries;
    }

    /// <summary>A key as operators make them.</summary>
    public static byte[] Key(string key, int partition = 0, byte store = 0)
    {
        byte[] text = Encoding.UTF8.GetBytes(key);
        byte[] bytes = new byte[5 + text.Length];
        bytes[1] = store;
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(2), (ushort)partition);
        text.CopyTo(bytes, 5);
        return bytes;
    }

    /// <summary>The changes of an epoch in tests: every epoch overwrites, adds and removes.</summary>
    public static StateChanges ChangesOf(long epoch)
    {
        var changes = new StateChanges();
        changes.Put(Key("all"), BitConverter.GetBytes(epoch));
        changes.Put(Key($"k{epoch % 7}"), Encoding.UTF8.GetBytes($"v{epoch}"));
        changes.Put(Key($"new{epoch}"), default);
        if (epoch > 2)
        {
            changes.Delete(Key($"new{epoch - 3}"));
        }

        return changes;
    }

    /// <summary>What <see cref="ChangesOf"/> amounts to after an epoch.</summary>
    public static Dictionary<string, string> Expected(long epoch)
    {
        var probe = new StateProbe();
        for (long e = 0; e <= epoch; e++)
        {
            Apply(ChangesOf(e), probe);
        }

        return probe.Entries;
    }

    public static void Apply(StateChanges changes, IStateVisitor visitor)
    {
        for (int i = 0; i < changes.Count; i++)
        {
            if (changes.IsDelete(i))
            {
                visitor.Delete(changes.Key(i));
            }
            else
            {
                visitor.Put(changes.Key(i), changes.Value(i));
            }
        }
    }
}
