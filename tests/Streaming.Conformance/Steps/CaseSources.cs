using System.Text.Json;

namespace Streaming.Conformance;

/// <summary>The sources of a case by name.</summary>
internal sealed class CaseSources
{
    private readonly JsonElement _sources;
    private readonly string _folder;
    private readonly MemorySources _memory = new();
    private DateTime _lastWritten = new(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    public CaseSources(RecordedCase recorded, string folder, StreamingSession session)
    {
        _folder = folder;
        _sources = recorded.Json.Has("sources", out var sources) ? sources : default;
        if (_sources.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        foreach (var source in _sources.EnumerateObject())
        {
            if (!source.Value.Has("kind") && !source.Value.Has("static"))
            {
                int partitions = source.Value.Has("partitions", out var number) ? number.GetInt32() : 1;
                _memory.Add(source.Name, session.MemoryStream(source.Value.Text("schema")!, partitions));
            }
            else if (source.Value.Text("kind") == "file")
            {
                Directory.CreateDirectory(FolderOf(source.Name));
            }
        }
    }

    /// <summary>Address of the broker that stands for the recorded one.</summary>
    public string? KafkaServers { get; set; }

    /// <summary>The source as a DataFrame of a session.</summary>
    public DataFrame Frame(StreamingSession session, string name)
    {
        if (_memory.Contains(name))
        {
            return _memory.Frame(session, name);
        }

        var source = _sources.GetProperty(name);
        if (source.Has("static", out var rows))
        {
            var columns = SqlParser.ParseSchema(source.Text("schema")!);
            return session.CreateDataFrame(rows.EnumerateArray().Select(row => InputValues.Row(row, columns)), columns);
        }

        string kind = source.Text("kind")!;
        var reader = session.ReadStream().Format(kind == "file" ? source.Text("format")! : kind).Options(source.Options("options"));
        if (kind == "kafka")
        {
            if (KafkaServers is not null && source.GetProperty("options").Text("kafka.bootstrap.servers") is { Length: > 0 })
            {
                reader.Option("kafka.bootstrap.servers", KafkaServers);
            }

            return reader.Load();
        }

        if (source.Text("schema") is { } schema)
        {
            reader.Schema(schema);
        }

        if (kind == "file")
        {
            reader.Option("path", FolderOf(name));
        }

        return reader.Load();
    }

    /// <summary>Adds rows to streams in memory, all at once, and files to folders, in the order in which they are given.</summary>
    public void Add(JsonElement additions)
    {
        _memory.AddData(additions.EnumerateObject().Where(addition => _memory.Contains(addition.Name)));

        // All are written before the first appears, so that a look at the folder finds all or, nearly always, none.
        var files = additions.EnumerateObject().Where(addition => !_memory.Contains(addition.Name))
            .SelectMany(addition => addition.Value.EnumerateObject().Select(file => (Path: Path.Combine(FolderOf(addition.Name), file.Name), Text: file.Value.GetString()!)))
            .Select((file, i) => (file.Path, Hidden: WriteHidden(file.Path, file.Text, i))).ToList();
        foreach (var (path, hidden) in files)
        {
            File.Move(hidden, path, overwrite: true);
        }
    }

    public void AddEmptyBlock(string name) => _memory.AddEmptyBlock(name);

    private string FolderOf(string source) => Path.Combine(_folder, "src-" + source);

    // Modification times rise; the file appears with its time.
    private string WriteHidden(string file, string text, int number)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        string hidden = Path.Combine(_folder, $"new-file-{number}");
        File.WriteAllText(hidden, text);
        _lastWritten = _lastWritten.AddSeconds(2);
        File.SetLastWriteTimeUtc(hidden, _lastWritten);
        return hidden;
    }
}
