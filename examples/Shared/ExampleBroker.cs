using System.CommandLine;
using Confluent.Kafka;
using Confluent.Kafka.Admin;
using Streaming.Kafka;

namespace Streaming.Examples;

/// <summary>The broker that an example talks to: the one of <c>--bootstrap-servers</c>, or one inside this process.</summary>
public sealed class ExampleBroker : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

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

    /// <summary>Starts the embedded broker, or goes to the real one that the options name; topics that are not there are created.</summary>
    public static async Task<ExampleBroker> OpenAsync(ParseResult options, params string[] topics)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(topics);
        string names = string.Join(" and ", topics);
        if (options.GetValue(Example.BootstrapServers) is { } servers)
        {
            await CreateMissingAsync(servers, topics);
            Console.WriteLine($"Kafka at {servers}, {names}. Ctrl+C stops.");
            return new ExampleBroker(null, servers, options.GetValue(Example.StartingOffsets)!);
        }

        var embedded = EmbeddedKafka.Start();
        foreach (string topic in topics)
        {
            embedded.CreateTopic(topic);
        }

        Console.WriteLine($"Embedded Kafka at {embedded.BootstrapServers}, {names}. The example ends by itself.");
        return new ExampleBroker(embedded, embedded.BootstrapServers, "earliest");
    }

    /// <inheritdoc/>
    public void Dispose() => Embedded?.Dispose();

    private static async Task CreateMissingAsync(string servers, string[] topics)
    {
        using var admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = servers })
            .SetLogHandler((_, _) => { })
            .SetErrorHandler((_, _) => { })
            .Build();
        HashSet<string> there;
        try
        {
            there = [.. admin.GetMetadata(Patience).Topics.Select(topic => topic.Topic)];
        }
        catch (KafkaException error)
        {
            throw new StreamingException(
                "KAFKA_UNREACHABLE",
                $"No Kafka broker answers at '{servers}' ({error.Error.Reason}). Check --bootstrap-servers, or leave it out to use the embedded broker.", error);
        }

        var missing = topics.Except(there).ToList();
        if (missing.Count == 0)
        {
            return;
        }

        try
        {
            // -1: as many partitions and replicas as the broker gives by default.
            await admin.CreateTopicsAsync(missing.Select(topic => new TopicSpecification { Name = topic, NumPartitions = -1, ReplicationFactor = -1 }));
        }
        catch (CreateTopicsException error) when (error.Results.All(result => result.Error.Code is ErrorCode.NoError or ErrorCode.TopicAlreadyExists))
        {
            // Another program made it in the meantime.
        }
        catch (CreateTopicsException error)
        {
            var failed = error.Results.First(result => result.Error.IsError);
            throw new StreamingException("KAFKA_CLIENT", $"Cannot create the topic '{failed.Topic}' at {servers}: {failed.Error.Reason} Check its name and your rights.", error);
        }
    }
}
