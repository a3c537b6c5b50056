using System.Text.Json;

namespace Streaming.Conformance;

/// <summary>Compares what a file sink left in its folder.</summary>
internal static class FileSinkCheck
{
    public static void Compare(JsonElement expected, Differences differences, StreamingSession session, RecordedCase recorded, StructType schema, string folder)
    {
        string output = Path.Combine(folder, "out");
        var files = Directory.Exists(output)
            ? Directory.EnumerateFiles(output, "*", SearchOption.AllDirectories).Where(file => !IsHidden(Path.GetRelativePath(output, file))).ToList()
            : [];
        if (expected.Has("dataFiles", out var count))
        {
            differences.Equal("dataFiles", count.GetInt64(), files.Count);
        }

        if (expected.Has("sinkLog", out var log))
        {
            string metadata = Path.Combine(output, "_spark_metadata");
            differences.Equal("sinkLog", log.Texts(), Directory.Exists(metadata) ? Directory.EnumerateFiles(metadata).Select(Path.GetFileName).Where(name => !name!.StartsWith('.')).Order(StringComparer.Ordinal)! : []);
        }

        if (expected.Has("fileText", out var text))
        {
            differences.Equal("fileText", text.Texts(), files.SelectMany(file => Lines(File.ReadAllText(file))).Order(StringComparer.Ordinal));
        }

        if (expected.Has("partitionDirs", out var folders))
        {
            differences.Equal("partitionDirs", folders.Texts(), files.Select(file => Path.GetDirectoryName(Path.GetRelativePath(output, file))!.Replace('\\', '/')).Distinct().Order(StringComparer.Ordinal));
        }

        if (expected.Has("fileRows", out var rows) && rows.GetArrayLength() > 0)
        {
            var sink = recorded.Json.GetProperty("sink");
            var read = session.Read().Format(sink.Text("format")!).Schema(schema).Load(output);
            differences.Equal("fileRows", rows.EnumerateArray().Select(ValueText.RecordedRow).Order(StringComparer.Ordinal), read.Collect().Select(ValueText.Row).Order(StringComparer.Ordinal));
        }
    }

    private static IEnumerable<string> Lines(string text) => text.Split('\n')[..^1];

    private static bool IsHidden(string path) => path.Split('/', '\\').Any(part => part.StartsWith('_') || part.StartsWith('.'));
}
