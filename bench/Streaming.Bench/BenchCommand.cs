using System.CommandLine;
using System.CommandLine.Help;

namespace Streaming.Bench;

/// <summary>The command line.</summary>
internal sealed class BenchCommand
{
    private readonly Argument<string> _workload = new Argument<string>("WORKLOAD") { Description = "what is done" }.AcceptOnlyFromAmong("W1", "W2", "W3", "W4");
    private readonly Argument<string> _bootstrap = new("BOOTSTRAP") { Description = "brokers, host:port" };
    private readonly Argument<string> _input = new("IN") { Description = "input topic" };
    private readonly Argument<string> _output = new("OUT") { Description = "output topic" };
    private readonly Option<string> _engine = Choice("--engine", "who does the work: this library, or a bare client loop", "streaming", "floor");
    private readonly Option<string> _guarantee = Choice("--guarantee", "at least once or exactly once", "alo", "eos");
    private readonly Option<string> _state = Choice("--state", "W2: where the counts are kept", "memory", "rocksdb");
    private readonly Option<int> _workers = new("--workers") { DefaultValueFactory = _ => 2, Description = "threads, each with its own clients and part of the partitions" };
    private readonly Option<int> _still = new("--still-ms") { DefaultValueFactory = _ => 3000, Description = "how long the output must stand still at the end" };
    private readonly Option<int> _rate = new("--rate") { DefaultValueFactory = _ => 5000, Description = "W4: records a second" };
    private readonly Option<int> _warm = new("--warm") { DefaultValueFactory = _ => 20, Description = "W4: seconds of warm-up" };
    private readonly Option<int> _secs = new("--secs") { DefaultValueFactory = _ => 30, Description = "W4: seconds that are measured" };
    private readonly Option<string> _part = Choice("--part", "floor: the whole pipeline, or one side of it", "full", "consume", "produce");
    private readonly Option<string> _delivery = Choice("--delivery", "floor: a handler with every record, a flush at the end, or reports off", "handler", "flush", "off");
    private readonly Option<string> _poll = Choice("--poll", "floor: who serves the producer's reports, the worker or a thread of the client", "manual", "background");
    private readonly Option<string> _pin = Choice("--pin", "floor: each worker and its clients on one core (Linux)", "no", "yes");
    private readonly Option<string> _fields = new("--fields") { DefaultValueFactory = _ => "none", Description = "floor: fields of a consumed record: none, all, or some of headers,timestamp,topic" };
    private readonly Option<string[]> _consumer = Settings("--consumer", "NAME=VALUE, a property of the consumer; may be repeated");
    private readonly Option<string[]> _producer = Settings("--producer", "NAME=VALUE, a property of the producer; may be repeated");

    /// <summary>Reads the command line.</summary>
    /// <param name="args">The arguments.</param>
    /// <param name="error">What is wrong; empty where only help was asked for, which has then been printed.</param>
    /// <returns>The options, or null.</returns>
    public BenchOptions? Parse(string[] args, out string error)
    {
        var root = new RootCommand("Runs a workload over Kafka and prints one line of JSON.")
        {
            _workload, _bootstrap, _input, _output, _engine, _guarantee, _state, _workers, _still, _rate, _warm, _secs, _part, _delivery, _poll, _pin, _fields, _consumer, _producer,
        };
        var parsed = root.Parse(args);
        if (parsed.Action is HelpAction)
        {
            error = "";
            parsed.Invoke(new InvocationConfiguration { Output = Console.Error });
            return null;
        }

        error = parsed.Errors.Count > 0 ? parsed.Errors[0].Message
            : parsed.GetValue(_guarantee) == "eos" ? "--guarantee eos: the Kafka sink writes at least once so far; take alo."
            : parsed.GetValue(_workers) < 1 ? "--workers: at least 1."
            : parsed.GetRequiredValue(_consumer).Concat(parsed.GetRequiredValue(_producer)).FirstOrDefault(text => text.IndexOf('=', StringComparison.Ordinal) < 1) is { } bad ? $"'{bad}': NAME=VALUE is wanted."
            : "";
        if (error.Length > 0)
        {
            error = string.Join(' ', error.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
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
            State = parsed.GetRequiredValue(_state),
            Workers = parsed.GetValue(_workers),
            Still = TimeSpan.FromMilliseconds(parsed.GetValue(_still)),
            Rate = parsed.GetValue(_rate),
            Warm = parsed.GetValue(_warm),
            MeasuredSeconds = parsed.GetValue(_secs),
            Part = Enum.Parse<FloorPart>(parsed.GetRequiredValue(_part), ignoreCase: true),
            Delivery = Enum.Parse<FloorDelivery>(parsed.GetRequiredValue(_delivery), ignoreCase: true),
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
        return new(text[..at], text[(at + 1)..]);
    }

    // The first value is the default.
    private static Option<string> Choice(string name, string description, params string[] values)
    {
        var option = new Option<string>(name) { DefaultValueFactory = _ => values[0], Description = description };
        return option.AcceptOnlyFromAmong(values);
    }

    private static Option<string[]> Settings(string name, string description) => new(name) { DefaultValueFactory = _ => [], Description = description };
}
