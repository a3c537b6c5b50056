using System.Diagnostics;
using System.Globalization;
using Streaming.Testing;

namespace Streaming.Acceptance.Tests;

/// <summary>The process that is killed: a word count over several partitions by two workers.</summary>
internal static class KillScenario
{
    public const string Name = "kill-word-count";
    /// <summary>Begins a line of the output for each epoch.</summary>
    public const string Committed = "committed ";

    /// <summary>Small epochs, so that there are many of them.</summary>
    public const int MaxOffsetsPerTrigger = 400;

    public const string UntilDrained = "until-drained";

    public static (string, string)[] Settings { get; } = [("streaming.workers", "2"), ("spark.sql.shuffle.partitions", "8")];

    [ChildScenario(Name)]
    internal static async Task Run(string[] args)
    {
        string servers = args[0], input = args[1], output = args[2], checkpoint = args[3], until = args[4];
        var files = new FaultInjectingFileSystem(LocalFileSystem.Instance);
        if (until.StartsWith(KillMoment.Call, StringComparison.Ordinal))
        {
            int left = int.Parse(until.AsSpan(KillMoment.Call.Length), CultureInfo.InvariantCulture);
            files.BeforeCall = call =>
            {
                if (Interlocked.Decrement(ref left) == 0)
                {
                    Console.WriteLine($"killed before {call}");
                    Console.Out.Flush();
                    Process.GetCurrentProcess().Kill();
                }
            };
        }

        await using var session = QueryExtensions.NewSession(files, Settings);
        var query = WordCount.Of(session, servers, input, MaxOffsetsPerTrigger)
            .To(servers, output, checkpoint)
            .Trigger(until == UntilDrained ? Trigger.AvailableNow() : Trigger.ProcessingTime(TimeSpan.Zero))
            .Start();
        using var progress = query.Progress.Subscribe(
            new System.Reactive.AnonymousObserver<StreamingQueryProgress>(epoch => Console.WriteLine(Committed + epoch.BatchId.ToString(CultureInfo.InvariantCulture)), _ => { }));
        await query.AwaitTerminationAsync();
    }
}
