namespace Streaming.Acceptance.Tests;

/// <summary>When a process is killed: after a time, after some commits, at an event in a folder of its checkpoint, or before a call to its file system.</summary>
internal sealed record KillMoment(string Kind, int Number)
{
    public const string Call = "call ";

    // Reading the logs at the start takes some of them; an epoch takes about twenty.
    private const int MostCalls = 600;
    private static readonly string[] Folders = ["offsets", "commits", "deltas", "snapshots"];

    public static KillMoment Random(Random random) => random.Next(5) switch
    {
        // From the start of the runtime to some seconds of work.
        0 => new("milliseconds", random.Next(1500)),
        1 => new("epochs", random.Next(1, 40)),
        2 or 3 => new("call", random.Next(1, MostCalls)),
        _ when Folders[random.Next(Folders.Length)] is var folder => new(folder, random.Next(1, folder == "snapshots" ? 6 : 60)),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>The process kills itself: nothing else is as exact.</summary>
    public bool IsByItself => Kind == "call";

    /// <summary>Returns when the moment has come.</summary>
    public async Task WaitAsync(ChildProcess child, string checkpoint)
    {
        var signal = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        switch (Kind)
        {
            case "milliseconds":
                await Task.Delay(Number);
                return;
            case "epochs":
                await Eventually.True(() => child.HasExited || child.Lines.Count(line => line.StartsWith(KillScenario.Committed, StringComparison.Ordinal)) >= Number, "commits of the child");
                return;
            case "call":
                await Eventually.True(() => child.HasExited, "the end of the child");
                return;
            default:
                int left = Number;
                string part = Path.DirectorySeparatorChar + Kind + Path.DirectorySeparatorChar;
                using (var watcher = new FileSystemWatcher(checkpoint) { IncludeSubdirectories = true, NotifyFilter = NotifyFilters.FileName | NotifyFilters.Size })
                {
                    void OnEvent(object sender, FileSystemEventArgs e)
                    {
                        if (e.FullPath.Contains(part, StringComparison.Ordinal) && Interlocked.Decrement(ref left) == 0)
                        {
                            signal.TrySetResult();
                        }
                    }

                    watcher.Created += OnEvent;
                    watcher.Changed += OnEvent;
                    watcher.Deleted += OnEvent;
                    watcher.Renamed += OnEvent;
                    watcher.EnableRaisingEvents = true;
                    await Eventually.True(() => child.HasExited || signal.Task.IsCompleted, $"{Number} events in {Kind}");
                }

                return;
        }
    }

    public override string ToString() => $"{Kind} {Number}";
}
