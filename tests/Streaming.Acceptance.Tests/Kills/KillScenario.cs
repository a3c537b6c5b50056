using System.Globalization;

namespace Streaming.Acceptance.Tests;

/// <summary>The process that is killed: a word count over several partitions by two workers.</summary>
internal static class KillScenario
{
    public const string Name = "kill-word-count";
    public const string Committed = "committed ";

    /// <summary>Small epochs, so that there are many of them.</summary>
    public const int MaxOffsetsPerTrigger = 400;

    public const string UntilKilled = "until-killed";
    public const string UntilDrained = "until-drained";

    public static (string, string)[] Settings { get; } = [("streaming.workers", "2"), ("spark.sql.shuffle.partitions", "8")];

    [ChildScenario(Name)]
    internal static async Task Run(string[] args)
    {
        string servers = args[0], input = args[1], output = args[2], checkpoint = args[3], until = args[4];
        await using var session = QueryExtensions.NewSession(Settings);
        var query = WordCount.Of(session, servers, input, MaxOffsetsPerTrigger)
            .To(servers, output, checkpoint)
            .Trigger(until == UntilDrained ? Trigger.AvailableNow() : Trigger.ProcessingTime(TimeSpan.Zero))
            .Start();
        using var progress = query.Progress.Subscribe(
            new System.Reactive.AnonymousObserver<StreamingQueryProgress>(epoch => Console.WriteLine(Committed + epoch.BatchId.ToString(CultureInfo.InvariantCulture)), _ => { }));
        await query.AwaitTerminationAsync();
    }
}
