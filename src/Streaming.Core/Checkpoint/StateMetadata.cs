using System.Text;
using System.Text.Json;

namespace Streaming;

/// <summary>The file <c>state/_metadata/schema</c>: the operators with state of a checkpoint, their stores and what these hold.</summary>
/// <param name="Operators">The operators in plan order.</param>
internal sealed record StateMetadata(IReadOnlyList<StateMetadata.Operator> Operators)
{
    private const string FileName = "schema";
    private const string VersionLine = "v1";

    /// <summary>Path of the file in the folder <c>state</c> of a checkpoint.</summary>
    public static string PathIn(string stateFolder) => Path.Combine(stateFolder, "_metadata", FileName);

    /// <summary>Reads the file; null where there is none.</summary>
    /// <exception cref="StreamingException"><c>CANNOT_LOAD_STATE_STORE</c>: it is damaged, or of a later release.</exception>
    public static StateMetadata? Read(IFileSystem files, string stateFolder)
    {
        string path = PathIn(stateFolder);
        if (!files.FileExists(path))
        {
            return null;
        }

        string[] lines = LogJson.Lines(Encoding.UTF8.GetString(DurableFile.Read(files, path)));
        if (lines[0] != VersionLine)
        {
            throw StateErrors.BadMetadata(path, $"its version is '{lines[0]}', '{VersionLine}' can be read");
        }

        try
        {
            using var document = JsonDocument.Parse(lines.Length > 1 ? lines[1] : "");
            return new StateMetadata([.. document.RootElement.GetProperty("operators").EnumerateArray().Select(ReadOperator)]);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw StateErrors.BadMetadata(path, "it is not of the form that was written", error);
        }
    }

    /// <summary>Content of the file.</summary>
    public string Text => VersionLine + "\n" + LogJson.Write(writer =>
    {
        writer.WriteStartObject();
        writer.WriteStartArray("operators");
        foreach (var item in Operators)
        {
            writer.WriteStartObject();
            writer.WriteNumber("operatorId", item.Id);
            writer.WriteString("operatorName", item.Name);
            writer.WriteNumber("numPartitions", item.Partitions);
            writer.WriteStartArray("stores");
            foreach (var store in item.Stores)
            {
                writer.WriteStartObject();
                writer.WriteNumber("storeId", store.Number);
                writer.WriteString("storeName", store.Schema.Name);
                writer.WriteString("keySchema", store.Schema.Key);
                writer.WriteString("valueSchema", store.Schema.Value);
                if (store.Schema.Form.Length > 0)
                {
                    writer.WriteString("form", store.Schema.Form);
                }

                if (store.Schema.TimeColumn >= 0)
                {
                    writer.WriteNumber("timeColumn", store.Schema.TimeColumn);
                }

                if (store.Schema.WindowLength > 0)
                {
                    writer.WriteNumber("windowLength", store.Schema.WindowLength);
                }

                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    });

    /// <summary>This, and the stores that a query has besides. What is known stays as it was first written, as in Spark.</summary>
    public StateMetadata With(StateMetadata now) => new([.. Operators.Zip(now.Operators, (before, after) =>
        before with { Stores = [.. before.Stores, .. after.Stores.Where(store => before.Stores.All(known => known.Number != store.Number))] })]);

    /// <summary>Writes the file.</summary>
    public void Write(IFileSystem files, string stateFolder)
    {
        string folder = Path.GetDirectoryName(PathIn(stateFolder))!;
        files.CreateFolder(folder);
        DurableFile.Write(files, folder, FileName, Encoding.UTF8.GetBytes(Text), overwrite: true);
    }

    private static Operator ReadOperator(JsonElement item) => new(
        item.GetProperty("operatorId").GetInt32(),
        item.GetProperty("operatorName").GetString() ?? "",
        item.GetProperty("numPartitions").GetInt32(),
        [.. item.GetProperty("stores").EnumerateArray().Select(store => new Store(
            store.GetProperty("storeId").GetByte(),
            new StateStoreSchema(
                store.GetProperty("storeName").GetString() ?? "", store.GetProperty("keySchema").GetString() ?? "", store.GetProperty("valueSchema").GetString() ?? "")
            {
                Form = store.TryGetProperty("form", out var form) ? form.GetString() ?? "" : "",
                TimeColumn = store.TryGetProperty("timeColumn", out var time) ? time.GetInt32() : -1,
                WindowLength = store.TryGetProperty("windowLength", out var length) ? length.GetInt64() : 0,
            }))]);

    /// <summary>An operator with state.</summary>
    internal sealed record Operator(int Id, string Name, int Partitions, IReadOnlyList<Store> Stores);

    /// <summary>A store of an operator.</summary>
    internal sealed record Store(byte Number, StateStoreSchema Schema);
}
