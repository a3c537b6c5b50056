using System.Text.Json;

namespace Streaming.Conformance;

/// <summary>The recorded transformWithState.</summary>
internal static class ProcessorOp
{
    public static DataFrame Apply(DataFrame frame, JsonElement op, Func<string, DataFrame> sourceOf)
    {
        var timeMode = op.Text("timeMode") switch
        {
            "processing" => TimeMode.ProcessingTime,
            "event" => TimeMode.EventTime,
            _ => TimeMode.None,
        };
        var mode = op.Text("functionMode") switch
        {
            "append" => OutputMode.Append,
            "complete" => OutputMode.Complete,
            _ => OutputMode.Update,
        };
        long ttl = op.Text("ttl") is { } text ? Commands.Milliseconds(text) : 0;
        string onTimer = op.Text("onTimer") ?? "";
        var keyed = frame.As<KeyedRow>().GroupBy(row => row.Key);
        CommandProcessor New() => new(new TtlConfig(TimeSpan.FromMilliseconds(Math.Max(0, ttl))), onTimer);
        if (op.Text("initial") is { } source)
        {
            var initial = sourceOf(source).As<InitialValue>().Map(row => new KeyValue<string?, string>(row.Key, row.V));
            return keyed.TransformWithState<KeyedOut, string>(New, timeMode, mode, initial).ToDataFrame();
        }

        return keyed.TransformWithState<KeyedOut>(New, timeMode, mode).ToDataFrame();
    }
}
