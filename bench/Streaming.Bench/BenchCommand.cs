using System.CommandLine;

namespace Streaming.Bench;

/// <summary>The command line.</summary>
internal sealed class BenchCommand
{
    private readonly Argument<string> _workload = new("WORKLOAD") { Description = "W1, W2, W3 or W4" };
    private readonly Argument<string> _bootstrap = new("BOOTSTRAP") { Description = "brokers, host:port" };
    private readonly Argument<string> _input = new("IN") { Description = "input topic" };
    private readonly Argument<string> _output = new("OUT") { Description = "output topic" };
    private readonly Option<string> _engine = new("--engine") { DefaultValueFactory = _ => "floor" };
    private readonly Option<string> _guarantee = new("--guarantee") { DefaultValueFactory = _ => "alo" };
    private readonly Option<int> _workers = new("--workers") { DefaultValueFactory = _ => 2 };
    private readonly Option<int> _still = new("--still-ms") { DefaultValueFactory = _ => 3000 };
    private readonly Option<FloorPart> _part = new("--part") { DefaultValueFactory = _ => FloorPart.Full };
    private readonly Option<FloorDelivery> _delivery = new("--delivery") { DefaultValueFactory = _ => FloorDelivery.Handler };
    private readonly Option<string> _poll = new("--poll") { DefaultValueFactory = _ => "manual" };
    private readonly Option<string> _pin = new("--pin") { DefaultValueFactory = _ => "no" };
    private readonly Option<string> _fields = new("--fields") { DefaultValueFactory = _ => "none" };
    private readonly Option<string[]> _consumer = new("--consumer") { DefaultValueFactory = _ => [] };
    private readonly Option<string[]> _producer = new("--producer") { DefaultValueFactory = _ => [] };

    public BenchOptions? Parse(string[] args, out string error)
    {
        var root = new RootCommand("Runs a workload over Kafka and prints one line of JSON.")
        {
            _workload, _bootstrap, _input, _output, _engine, _guarantee, _workers, _still, _part, _delivery, _poll, _pin, _fields, _consumer, _producer,
        };
        var parsed = root.Parse(args);
        error = parsed.Errors.Count > 0 ? parsed.Errors[0].Message : "";
        if (error.Length > 0)
        {
            return null;
        }

        return new BenchOptions
        {
            Workload = parsed.GetRequiredValue(_workload),
            Bootstrap = parsed.GetRequiredValue(_bootstrap),
            Input = parsed.GetRequiredValue(_input),
            Output = parsed.GetRequiredValue(_output),
            Text = string.Join(' ', args.Skip(4)),
            Engine = parsed.GetRequiredValue(_engine),
            Workers = parsed.GetValue(_workers),
            Still = TimeSpan.FromMilliseconds(parsed.GetValue(_still)),
            Part = parsed.GetValue(_part),
            Delivery = parsed.GetValue(_delivery),
            ManualPoll = parsed.GetValue(_poll) == "manual",
            Pin = parsed.GetValue(_pin) == "yes",
            Fields = parsed.GetRequiredValue(_fields),
            Consumer = [.. parsed.GetRequiredValue(_consumer).Select(Pair)],
            Producer = [.. parsed.GetRequiredValue(_producer).Select(Pair)],
        };
    }

    private static KeyValuePair<string, string> Pair(string text)
    {
        int at = text.IndexOf('=', StringComparison.Ordinal);
        return at < 0 ? new(text, "") : new(text[..at], text[(at + 1)..]);
    }
}
