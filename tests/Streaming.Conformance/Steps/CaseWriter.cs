using System.Text.Json;

namespace Streaming.Conformance;

/// <summary>Describes how the query of a case runs: output mode, trigger, sink, checkpoint.</summary>
internal sealed class CaseWriter(RecordedCase recorded, CaseSink sink, StringWriter console, string folder)
{
    /// <summary>Whether the query that was described last ends by itself.</summary>
    public bool EndsByItself { get; private set; }

    public DataStreamWriter<Row> Describe(DataFrame frame, JsonElement? how)
    {
        var writer = frame.WriteStream().OutputMode(Enum.Parse<OutputMode>(recorded.Json.Text("mode")!, ignoreCase: true));
        string? trigger = (how is { } changes ? changes.Text("trigger") : null) ?? recorded.Json.Text("trigger");
        if (trigger is not null)
        {
            writer.Trigger(TriggerOf(trigger));
        }

        var described = recorded.Json.Has("sink", out var given) ? given : default;
        if (!described.Flag("noCheckpoint"))
        {
            writer.Option("checkpointLocation", Path.Combine(folder, "checkpoint"));
        }

        SetSink(writer, described);
        EndsByItself = trigger is "once" or "available_now";
        return writer;
    }

    /// <summary>A trigger as the recordings name it.</summary>
    public static Trigger TriggerOf(string text) => text switch
    {
        "once" => Trigger.Once(),
        "available_now" => Trigger.AvailableNow(),
        _ when text.StartsWith("realtime", StringComparison.Ordinal) => Trigger.RealTime(text["realtime".Length..].Trim()),
        _ when text.StartsWith("continuous", StringComparison.Ordinal) => Trigger.Continuous(text["continuous".Length..].Trim()),
        _ => Trigger.ProcessingTime(text.Replace("processing ", "", StringComparison.Ordinal)),
    };

    private void SetSink(DataStreamWriter<Row> writer, JsonElement described)
    {
        string? kind = described.Text("kind");
        switch (kind)
        {
            case null:
                writer.To(sink);
                break;
            case "foreachBatch":
                writer.ForeachBatch((rows, batchId) => sink.Take(batchId, [.. rows.Select(ValueText.Row)]));
                break;
            case "foreach":
                writer.Foreach(() => sink.Writer(described.Text("behaviour")));
                break;
            case "console":
                writer.Console().Settings(new ConsoleSinkOptions { Output = console });
                break;
            case "memoryTable":
                writer.Format("memory");
                break;
            case "file":
                writer.Format(described.Text("format")!).Option("path", Path.Combine(folder, "out"));
                if (described.Has("partitionBy", out var columns))
                {
                    writer.PartitionBy([.. columns.Texts()]);
                }

                break;
            default:
                writer.Format(kind);
                break;
        }

        if (described.Text("queryName") is { } name)
        {
            writer.QueryName(name);
        }

        writer.Options(described.Options("options"));
    }
}
