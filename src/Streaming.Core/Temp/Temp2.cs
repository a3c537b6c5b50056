namespace Streaming;
#pragma warning disable CS1591
public interface IForeachWriter<T> { bool Open(long p, long e); void Process(T r); void Close(Exception? e); }
public sealed class MemoryTables { public IReadOnlyList<T> Rows<T>(string n) => []; }
internal sealed class BuiltInFormats : IStreamFormatModule { public void Register(StreamFormats f) { } }
