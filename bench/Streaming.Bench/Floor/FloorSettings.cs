namespace Streaming.Bench;

/// <summary>The properties of the floor's clients.</summary>
internal static class FloorSettings
{
    /// <summary>Properties of the producer, then those of the command line.</summary>
    public static Dictionary<string, string> Producer(BenchOptions options)
    {
        var settings = new Dictionary<string, string>
        {
            ["bootstrap.servers"] = options.Bootstrap,
            ["acks"] = "all",
            ["enable.idempotence"] = "true",
            ["socket.nagle.disable"] = "true",
            ["dotnet.producer.delivery.report.fields"] = "none",
            ["dotnet.producer.enable.background.poll"] = options.ManualPoll ? "false" : "true",
            ["dotnet.producer.enable.delivery.reports"] = options.Delivery == FloorDelivery.Off ? "false" : "true",
        };
        if (options.Workload == "W4")
        {
            settings["linger.ms"] = "0";
        }
        else
        {
            settings["linger.ms"] = "5";
            settings["batch.size"] = "1000000";
            settings["batch.num.messages"] = "100000";
            settings["queue.buffering.max.messages"] = "1000000";
            settings["queue.buffering.max.kbytes"] = "1048576";
        }

        return With(settings, options.Producer);
    }

    /// <summary>Properties of the consumer, then those of the command line.</summary>
    public static Dictionary<string, string> Consumer(BenchOptions options)
    {
        var settings = new Dictionary<string, string>
        {
            ["bootstrap.servers"] = options.Bootstrap,
            ["group.id"] = $"floor-{options.Output}",
            ["socket.nagle.disable"] = "true",
            ["enable.auto.commit"] = "false",
            ["enable.auto.offset.store"] = "false",
            ["isolation.level"] = "read_committed",
            ["dotnet.consumer.consume.result.fields"] = options.Fields,
        };
        if (options.Workload == "W4")
        {
            settings["fetch.wait.max.ms"] = "500";
            settings["fetch.queue.backoff.ms"] = "0";
        }
        else
        {
            settings["max.partition.fetch.bytes"] = "1048576";
            settings["fetch.wait.max.ms"] = "10";
            settings["fetch.queue.backoff.ms"] = "1";
            settings["queued.min.messages"] = "100000";
            settings["queued.max.messages.kbytes"] = "65536";
        }

        return With(settings, options.Consumer);
    }

    private static Dictionary<string, string> With(Dictionary<string, string> settings, IEnumerable<KeyValuePair<string, string>> more)
    {
        foreach (var (name, value) in more)
        {
            settings[name] = value;
        }

        return settings;
    }
}
