using System.Globalization;
using System.Text.Json;

namespace Streaming;

/// <summary>Reads the JSON form of a progress back.</summary>
internal static class ProgressParser
{
    public static StreamingQueryProgress Parse(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return Progress(new Node(document.RootElement, "progress"));
        }
        catch (JsonException error)
        {
            throw new StreamingException("INVALID_PROGRESS_JSON", $"The text is not JSON: {error.Message}", error);
        }
    }

    private static StreamingQueryProgress Progress(Node node) => new()
    {
        Id = node.Guid("id"),
        RunId = node.Guid("runId"),
        Name = node.OptionalText("name"),
        Timestamp = node.Time("timestamp") ?? throw node.Missing("timestamp"),
        BatchId = node.Long("batchId") ?? throw node.Missing("batchId"),
        BatchDuration = node.Long("batchDuration") ?? 0,
        NumInputRows = node.Long("numInputRows") ?? 0,
        InputRowsPerSecond = node.Double("inputRowsPerSecond"),
        ProcessedRowsPerSecond = node.Double("processedRowsPerSecond"),
        DurationMs = node.Map("durationMs", static (n, name) => n.Long(name) ?? throw n.Missing(name)),
        EventTime = node.Child("eventTime") is { } times
            ? new EventTimeProgress { Average = times.Time("avg"), Maximum = times.Time("max"), Minimum = times.Time("min"), Watermark = times.Time("watermark") }
            : null,
        StateOperators = node.List("stateOperators", State),
        Sources = node.List("sources", Source),
        Sink = Sink(node.Child("sink") ?? throw node.Missing("sink")),
        ObservedMetrics = node.Map("observedMetrics", static (n, name) => n.Raw(name) ?? "null"),
    };

    private static StateOperatorProgress State(Node node) => new()
    {
        OperatorName = node.Text("operatorName"),
        NumRowsTotal = node.Long("numRowsTotal") ?? 0,
        NumRowsUpdated = node.Long("numRowsUpdated") ?? 0,
        AllUpdatesTimeMs = node.Long("allUpdatesTimeMs") ?? 0,
        NumRowsRemoved = node.Long("numRowsRemoved") ?? 0,
        AllRemovalsTimeMs = node.Long("allRemovalsTimeMs") ?? 0,
        CommitTimeMs = node.Long("commitTimeMs") ?? 0,
        MemoryUsedBytes = node.Long("memoryUsedBytes") ?? 0,
        NumRowsDroppedByWatermark = node.Long("numRowsDroppedByWatermark") ?? 0,
        NumShufflePartitions = node.Long("numShufflePartitions") ?? 0,
        NumStateStoreInstances = node.Long("numStateStoreInstances") ?? 0,
        CustomMetrics = node.Map("customMetrics", static (n, name) => n.Long(name) ?? throw n.Missing(name)),
    };

    private static SourceProgress Source(Node node) => new()
    {
        Description = node.Text("description"),
        StartOffset = node.Raw("startOffset"),
        EndOffset = node.Raw("endOffset"),
        LatestOffset = node.Raw("latestOffset"),
        NumInputRows = node.Long("numInputRows") ?? 0,
        InputRowsPerSecond = node.Double("inputRowsPerSecond"),
        ProcessedRowsPerSecond = node.Double("processedRowsPerSecond"),
        Metrics = node.Map("metrics", static (n, name) => n.Text(name)),
    };

    private static SinkProgress Sink(Node node) => new()
    {
        Description = node.Text("description"),
        NumOutputRows = node.Long("numOutputRows") ?? -1,
        Metrics = node.Map("metrics", static (n, name) => n.Text(name)),
    };

    /// <summary>A JSON object and where it is, so that an error can say so.</summary>
    private sealed class Node
    {
        private readonly JsonElement _element;
        private readonly string _path;

        public Node(JsonElement element, string path)
        {
            (_element, _path) = (element, path);
            if (element.ValueKind != JsonValueKind.Object)
            {
                throw new StreamingException("INVALID_PROGRESS_JSON", $"'{path}' is no JSON object but {element.ValueKind}.");
            }
        }

        public StreamingException Missing(string name) => new("INVALID_PROGRESS_JSON", $"'{_path}.{name}' is missing.");

        public string Text(string name) => OptionalText(name) ?? throw Missing(name);

        public string? OptionalText(string name) => Get(name) is not { } value ? null
            : value.ValueKind == JsonValueKind.String ? value.GetString()
            : throw Bad(name, value, "a string");

        public long? Long(string name) => Get(name) is not { } value ? null
            : value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out long number) ? number
            : throw Bad(name, value, "an integer");

        public double? Double(string name) => Get(name) is not { } value ? null
            : value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out double number) ? number
            : throw Bad(name, value, "a number");

        public Guid Guid(string name) => System.Guid.TryParse(Text(name), out var guid) ? guid : throw Bad(name, Get(name)!.Value, "a UUID");

        public DateTimeOffset? Time(string name) => OptionalText(name) is not { } text ? null
            : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time) ? time
            : throw Bad(name, Get(name)!.Value, "an ISO 8601 time");

        public string? Raw(string name) => Get(name) is { } value ? new JsonTextWriter(pretty: false).Raw(value.GetRawText()).ToString() : null;

        public Node? Child(string name) => Get(name) is { } value ? new Node(value, $"{_path}.{name}") : null;

        public IReadOnlyList<T> List<T>(string name, Func<Node, T> read)
        {
            if (Get(name) is not { } value)
            {
                return [];
            }

            if (value.ValueKind != JsonValueKind.Array)
            {
                throw Bad(name, value, "an array");
            }

            return [.. value.EnumerateArray().Select((item, index) => read(new Node(item, $"{_path}.{name}[{index}]")))];
        }

        public IReadOnlyDictionary<string, T> Map<T>(string name, Func<Node, string, T> read)
        {
            var map = new Dictionary<string, T>();
            if (Child(name) is { } child)
            {
                foreach (var property in child._element.EnumerateObject())
                {
                    map[property.Name] = read(child, property.Name);
                }
            }

            return map;
        }

        private JsonElement? Get(string name) => _element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

        private StreamingException Bad(string name, JsonElement value, string wanted) =>
            new("INVALID_PROGRESS_JSON", $"'{_path}.{name}' is {value.GetRawText()}; expected is {wanted}.");
    }
}
