namespace Streaming.Conformance;

/// <summary>Makes the session of a case.</summary>
internal static class CaseSession
{
    private const string StateProvider = "spark.sql.streaming.stateStore.providerClass";

    public static StreamingSession Create(RecordedCase recorded, ConformanceOptions options, TimeProvider time)
    {
        var session = StreamingSession.Create(new StreamingSessionOptions
        {
            Name = recorded.Id,
            Time = time,
            Configuration = new Dictionary<string, string>
            {
                ["spark.sql.shuffle.partitions"] = "2",
                ["spark.sql.streaming.stateStore.providerClass"] = options.State == StateKind.RocksDb ? "rocksdb" : "memory",
                ["spark.sql.session.timeZone"] = "UTC",
                ["spark.sql.streaming.pollingDelay"] = "5",
                [StateProvider] = "memory",
                // Where the order of rows or calls is part of the recording, they come from one place.
                ["streaming.workers"] = recorded.Json.Flag("ordered") || (recorded.Json.Has("sink", out var sink) && sink.Text("kind") is "foreach" or "file") ? "1" : "2",
            },
        });
        Set(session, recorded.Conf);
        if (options.State == StateKind.RocksDb)
        {
            session.Configuration.Set(StateProvider, "rocksdb");
        }

        return session;
    }

    public static void Set(StreamingSession session, IEnumerable<KeyValuePair<string, string>> settings)
    {
        foreach (var (name, value) in settings)
        {
            session.Configuration.Set(name, value);
        }
    }
}
