using System.Globalization;
using static Streaming.Functions;

namespace Streaming.Acceptance.Tests;

/// <summary>The process that is killed: a windowed count over a join of two streams, and a function with state by key; state in RocksDB.</summary>
internal static class StateKillScenario
{
    public const string Name = "kill-state";

    /// <summary>Keys of the function with state.</summary>
    public const int Keys = 50;

    [ChildScenario(Name)]
    internal static async Task Run(string[] args)
    {
        string servers = args[0], orders = args[1], payments = args[2], windows = args[3], numbers = args[4], checkpoint = args[5];
        bool drains = args[6] == KillScenario.UntilDrained;
        var trigger = drains ? Trigger.AvailableNow() : Trigger.ProcessingTime(TimeSpan.Zero);
        await using var session = StreamingSession.Create(new StreamingSessionOptions
        {
            Configuration = new Dictionary<string, string>
            {
                ["streaming.workers"] = "2",
                ["spark.sql.shuffle.partitions"] = "8",
                ["spark.sql.streaming.stateStore.providerClass"] = "rocksdb",
            },
        });

        var joined = Read(session, servers, orders, "order")
            .Join(Read(session, servers, payments, "payment"), Expr("order_id = payment_id AND payment_time >= order_time AND payment_time <= order_time + INTERVAL 5 SECONDS"), "inner")
            .GroupBy(Expr("window(order_time, '10 seconds') AS w")).Count()
            .SelectExpr("concat(CAST(CAST(w.start AS BIGINT) AS STRING), '=', CAST(count AS STRING)) AS value");
        var first = joined.WriteStream().OutputMode(OutputMode.Append).Trigger(trigger).Format("kafka")
            .Option("kafka.bootstrap.servers", servers).Option("topic", windows).Option("checkpointLocation", Path.Combine(checkpoint, "join")).Start();

        var second = session.ReadStream().Option("startingOffsets", "earliest").Option("maxOffsetsPerTrigger", KillScenario.MaxOffsetsPerTrigger).Kafka(servers, orders)
            .Map(record => long.Parse(record.ValueText.AsSpan(0, record.ValueText.IndexOf(',', StringComparison.Ordinal)), CultureInfo.InvariantCulture))
            .GroupBy(id => id % Keys)
            .FlatMapGroupsWithState<long, string>(OutputMode.Update, GroupStateTimeout.None, (key, ids, state) =>
            {
                long count = state.Exists ? state.Get() : 0;
                var rows = new List<string>();
                foreach (long id in ids)
                {
                    rows.Add(string.Create(CultureInfo.InvariantCulture, $"{key}:{++count}:{id}"));
                }

                state.Update(count);
                return rows;
            })
            .WriteStream().OutputMode(OutputMode.Update).Trigger(trigger).Option("checkpointLocation", Path.Combine(checkpoint, "keyed")).Kafka(servers, numbers).Start();

        foreach (var query in new[] { first, second })
        {
            query.Progress.Subscribe(new System.Reactive.AnonymousObserver<StreamingQueryProgress>(
                epoch => Console.WriteLine(KillScenario.Committed + epoch.BatchId.ToString(CultureInfo.InvariantCulture)), _ => { }));
        }

        await Task.WhenAll(first.AwaitTerminationAsync(), second.AwaitTerminationAsync());
    }

    private static DataFrame Read(StreamingSession session, string servers, string topic, string name) => session.ReadStream().Format("kafka")
        .Option("kafka.bootstrap.servers", servers).Option("subscribe", topic).Option("startingOffsets", "earliest").Option("maxOffsetsPerTrigger", KillScenario.MaxOffsetsPerTrigger)
        .Load()
        .SelectExpr("split(CAST(value AS STRING), ',') AS parts")
        .SelectExpr($"CAST(parts[0] AS BIGINT) AS {name}_id", $"timestamp_millis(CAST(parts[1] AS BIGINT)) AS {name}_time")
        .WithWatermark($"{name}_time", "10 seconds");
}
