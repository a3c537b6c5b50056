using System.CommandLine;
using Streaming.Kafka;

namespace Streaming.Examples;

/// <summary>The broker that an example talks to: the one of <c>--bootstrap-servers</c>, or one inside this process.</summary>
public sealed class ExampleBroker : IDisposable
{
    private ExampleBroker(EmbeddedKafka? embedded, string servers, string startingOffsets)
    {
        Embedded = embedded;
        Servers = servers;
        StartingOffsets = startingOffsets;
    }

    /// <summary>The broker inside this process; null where a real one is used.</summary>
    public EmbeddedKafka? Embedded { get; }

    /// <summary>The addresses.</summary>
    public string Servers { get; }

    /// <summary>Where queries start: on the embedded broker, which was empty a moment ago, at the first record.</summary>
    public string StartingOffsets { get; }

    /// <summary>Starts the embedded broker with empty topics, unless the options name a real one.</summary>
    public static ExampleBroker Open(ParseResult options, params string[] topics)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(topics);
        if (options.GetValue(Example.BootstrapServers) is { } servers)
        {
            Console.WriteLine($"Kafka at {servers}, topic {string.Join(", ", topics)}. Ctrl+C stops.");
            return new ExampleBroker(null, servers, options.GetValue(Example.StartingOffsets)!);
        }

        var embedded = EmbeddedKafka.Start();
        foreach (string topic in topics)
        {
            embedded.CreateTopic(topic);
        }

        Console.WriteLine($"Embedded Kafka at {embedded.BootstrapServers}, topic {string.Join(", ", topics)}. Ends by itself in half a minute.");
        return new ExampleBroker(embedded, embedded.BootstrapServers, "earliest");
    }

    /// <inheritdoc/>
    public void Dispose() => Embedded?.Dispose();
}
