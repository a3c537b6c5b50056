using System.Diagnostics;
using System.Globalization;

namespace Streaming.Core.Tests;

public sealed class CheckpointLockTests
{
    private const string ChildFolder = "STREAMING_TEST_LOCK_FOLDER";
    private const string ChildParent = "STREAMING_TEST_LOCK_PARENT";

    private static void AssertRefused(IFileSystem files, string folder)
    {
        var error = Assert.Throws<StreamingException>(() => CheckpointFolder.Open(files, folder));
        Assert.Equal("CONCURRENT_QUERY", error.ErrorClass);
        Assert.Contains(folder, error.Message);
        Assert.Contains("checkpointLocation", error.Message);
    }

    [Fact]
    public void Two_queries_of_a_process_cannot_share_a_checkpoint()
    {
        var files = new InMemoryFileSystem();
        using (CheckpointFolder.Open(files, "/a"))
        {
            AssertRefused(files, "/a");
            CheckpointFolder.Open(files, "/b").Dispose();
        }

        CheckpointFolder.Open(files, "/a").Dispose();
    }

    [Fact]
    public async Task Two_processes_cannot_share_a_checkpoint_and_a_killed_one_frees_it()
    {
        string folder = Path.Combine(Path.GetTempPath(), "streaming-lock-" + Guid.NewGuid().ToString("N"));
        Directory.CreateDirectory(folder);
        string checkpoint = Path.Combine(folder, "checkpoint");
        using var child = StartChild(folder);
        try
        {
            while (!File.Exists(Path.Combine(folder, "ready")))
            {
                Assert.False(child.HasExited, "The child process ended without taking the lock.");
                await Task.Delay(20, TestContext.Current.CancellationToken);
            }

            AssertRefused(LocalFileSystem.Instance, checkpoint);
        }
        finally
        {
            child.Kill();
            await child.WaitForExitAsync(CancellationToken.None);
        }

        CheckpointFolder.Open(LocalFileSystem.Instance, checkpoint).Dispose();
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>The other process of the test above; does nothing in an ordinary run.</summary>
    [Fact]
    public void Child_holds_the_lock()
    {
        if (Environment.GetEnvironmentVariable(ChildFolder) is not { } folder)
        {
            return;
        }

        using var checkpoint = CheckpointFolder.Open(LocalFileSystem.Instance, Path.Combine(folder, "checkpoint"));
        File.WriteAllText(Path.Combine(folder, "ready"), "");
        using var parent = Process.GetProcessById(int.Parse(Environment.GetEnvironmentVariable(ChildParent)!, CultureInfo.InvariantCulture));
        parent.WaitForExit(); // killed long before, unless the parent dies first
    }

    private static Process StartChild(string folder)
    {
        string host = Environment.ProcessPath!;
        var start = new ProcessStartInfo(host) { RedirectStandardOutput = true, RedirectStandardError = true };
        if (Path.GetFileNameWithoutExtension(host).Equals("dotnet", StringComparison.OrdinalIgnoreCase))
        {
            start.ArgumentList.Add(typeof(CheckpointLockTests).Assembly.Location);
        }

        foreach (string argument in new[] { "--filter-method", $"*{nameof(CheckpointLockTests)}.{nameof(Child_holds_the_lock)}", "--results-directory", folder })
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment[ChildFolder] = folder;
        start.Environment[ChildParent] = Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        var process = Process.Start(start)!;
        process.OutputDataReceived += static (_, _) => { };
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }
}
