using System.Collections.Concurrent;
using System.Text.Json;
namespace Streaming;
#pragma warning disable CS1591
public sealed class InMemoryFileSystem : IFileSystem {
  readonly ConcurrentDictionary<string, byte[]> _f = new();
  public bool FileExists(string path) => _f.ContainsKey(path);
  public IReadOnlyList<string> ListFiles(string folder) => [.. _f.Keys.Where(k => Path.GetDirectoryName(k) == folder).Select(k => Path.GetFileName(k)!)];
  public void CreateFolder(string folder) { }
  public Stream OpenRead(string path) => _f.TryGetValue(path, out var b) ? new MemoryStream(b, false) : throw new FileNotFoundException(path);
  public Stream Create(string path) { return new S(this, path); }
  public void Sync(Stream stream) { ((S)stream).Save(); }
  public void SyncFolder(string folder) { }
  public void Rename(string from, string to, bool overwrite) { if (!overwrite && _f.ContainsKey(to)) throw new IOException("exists " + to); _f[to] = _f[from]; _f.TryRemove(from, out _); }
  public void Delete(string path) => _f.TryRemove(path, out _);
  public IDisposable Lock(string path) => new MemoryStream();
  sealed class S(InMemoryFileSystem fs, string path) : MemoryStream { public void Save() => fs._f[path] = ToArray(); protected override void Dispose(bool d) { Save(); base.Dispose(d); } }
}
internal sealed class LocalFileSystem : IFileSystem {
  public static readonly LocalFileSystem Instance = new();
  public bool FileExists(string path) => File.Exists(path);
  public IReadOnlyList<string> ListFiles(string folder) => Directory.Exists(folder) ? [.. Directory.GetFiles(folder).Select(k => Path.GetFileName(k)!)] : [];
  public void CreateFolder(string folder) => Directory.CreateDirectory(folder);
  public Stream OpenRead(string path) => File.OpenRead(path);
  public Stream Create(string path) => File.Create(path);
  public void Sync(Stream stream) => ((FileStream)stream).Flush(true);
  public void SyncFolder(string folder) { }
  public void Rename(string from, string to, bool overwrite) => File.Move(from, to, overwrite);
  public void Delete(string path) => File.Delete(path);
  public IDisposable Lock(string path) => new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
}
internal sealed record OffsetLogEntry(long BatchWatermarkMs, long BatchTimestampMs, IReadOnlyList<KeyValuePair<string,string>> Conf, IReadOnlyList<string?> Offsets);
internal sealed record CommitLogEntry(long NextBatchWatermarkMs);
internal class TempLog<T>(IFileSystem fs, string folder) {
  public void Add(long id, T entry) { fs.CreateFolder(folder); using (var s = fs.Create(Path.Combine(folder, ".tmp"))) { JsonSerializer.Serialize(s, entry); fs.Sync(s); } fs.Rename(Path.Combine(folder, ".tmp"), Path.Combine(folder, id.ToString(System.Globalization.CultureInfo.InvariantCulture)), false); }
  public long? LatestId => Ids.Select(i => (long?)i).Max();
  public IEnumerable<long> Ids => fs.ListFiles(folder).Where(f => long.TryParse(f, out _)).Select(f => long.Parse(f, System.Globalization.CultureInfo.InvariantCulture));
  public T Get(long id) { using var s = fs.OpenRead(Path.Combine(folder, id.ToString(System.Globalization.CultureInfo.InvariantCulture))); return JsonSerializer.Deserialize<T>(s)!; }
  public void Purge(long below) { foreach (var id in Ids.Where(i => i < below)) fs.Delete(Path.Combine(folder, id.ToString(System.Globalization.CultureInfo.InvariantCulture))); }
}
internal sealed record RecoveryPlan(long NextBatchId, OffsetLogEntry? Uncommitted, OffsetLogEntry? Committed);
internal sealed class CheckpointFolder : IDisposable {
  public required IFileSystem FileSystem; public required string Path; public Guid QueryId = Guid.NewGuid();
  public TempLog<OffsetLogEntry> Offsets => new(FileSystem, System.IO.Path.Combine(Path, "offsets"));
  public TempLog<CommitLogEntry> Commits => new(FileSystem, System.IO.Path.Combine(Path, "commits"));
  public string StateFolder => System.IO.Path.Combine(Path, "state");
  public string SourceFolder(int i) => System.IO.Path.Combine(Path, "sources", i.ToString(System.Globalization.CultureInfo.InvariantCulture));
  public static CheckpointFolder Open(IFileSystem fs, string path) => new() { FileSystem = fs, Path = path };
  public RecoveryPlan Recover() { var o = Offsets.LatestId; var c = Commits.LatestId; if (o is null) return new(0, null, null); if (c == o) return new(o.Value + 1, null, Offsets.Get(o.Value)); return new(o.Value, Offsets.Get(o.Value), o > 0 ? Offsets.Get(o.Value - 1) : null); }
  public void Dispose() { }
}
internal static class CheckpointConf {
  public static IReadOnlyList<KeyValuePair<string,string>> Create(int p, string policy) => [new("spark.sql.shuffle.partitions", p.ToString(System.Globalization.CultureInfo.InvariantCulture))];
  public static int ShufflePartitions(IReadOnlyList<KeyValuePair<string,string>> c) => int.Parse(c[0].Value, System.Globalization.CultureInfo.InvariantCulture);
}
public sealed class MemoryStateBackend : IStateBackend { public string Name => "memory"; public IStateStore Open(StateStoreContext context) => new St();
  sealed class St : IStateStore { public bool TablesHoldEverything => true; public void Restore(long e, IStateVisitor v) { } public bool TryGet(ReadOnlySpan<byte> k, System.Buffers.ArrayBufferWriter<byte> v) => false; public void WriteDelta(long e, IReadOnlyList<StateChanges> c) { } public void Commit(long e) { } public void Purge(long o) { } public void Dispose() { } } }
