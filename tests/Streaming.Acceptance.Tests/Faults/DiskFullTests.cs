using System.Diagnostics;
using Streaming.Testing;

namespace Streaming.Acceptance.Tests;

public sealed class DiskFullTests(KafkaServerFixture kafka)
{
    private const string OnSmallDisk = "small-disk";
    private static readonly string[] Lines = ["a b c", "b c d", "c d e", "a a a"];

    [ChildScenario(OnSmallDisk)]
    internal static async Task RunOnSmallDisk(string[] args)
    {
        string checkpoint = Path.Combine(args[0], "checkpoint");
        string filler = Path.Combine(args[0], "filler");
        await using var session = QueryExtensions.NewSession();
        await RateCount.RunAsync(session, checkpoint, lastBatch: 2);
        Fill(filler);

        var query = RateCount.To(session, checkpoint, (_, _) => { }).Start();
        var error = await query.FailureAsync();
        Console.WriteLine("error " + error.Message.ReplaceLineEndings(" "));
        Console.WriteLine("class " + ((StreamingException)error.Cause).ErrorClass);

        // With room again it goes on, and no number was counted twice or left out.
        File.Delete(filler);
        await RateCount.RunAsync(session, checkpoint, lastBatch: 5);
        var counts = await RateCount.StateAsync(session, checkpoint);
        Assert.Equal(10, counts.Count);
        Assert.All(counts.Values, count => Assert.Equal(7 * RateCount.RowsPerBatch / 10, count));
        Console.WriteLine("went on");
    }

    /// <summary>Each file that an epoch writes, and a write of nothing or of a half.</summary>
    [Theory]
    [InlineData("offsets", FileFault.DiskFull)]
    [InlineData("offsets", FileFault.ShortWrite)]
    [InlineData("deltas", FileFault.DiskFull)]
    [InlineData("deltas", FileFault.ShortWrite)]
    [InlineData("commits", FileFault.DiskFull)]
    [InlineData("commits", FileFault.ShortWrite)]
    public async Task Full_disk_fails_the_epoch_and_the_next_run_goes_on_with_right_counts(string log, FileFault fault)
    {
        string servers = kafka.BootstrapServers;
        using var topics = new Topics(servers);
        string input = await topics.CreateAsync(2, "lines");
        string output = await topics.CreateAsync(2, "counts");
        await topics.SendAsync(input, 0, Lines[..2]);
        await topics.SendAsync(input, 1, Lines[2..]);
        using var folder = new TempFolder();
        var files = new FaultInjectingFileSystem(LocalFileSystem.Instance);
        string place = $"{Path.DirectorySeparatorChar}{log}{Path.DirectorySeparatorChar}";
        int writes = 0;
        files.BeforeCall = call =>
        {
            // The second file of the log, so in the middle of the run; no other thread makes calls this early.
            if (call.Operation == FileOperation.Create && call.Path.Contains(place, StringComparison.Ordinal) && ++writes == 2)
            {
                files.FailAt(files.Calls.Count + 2, fault);
            }
        };
        await using (var session = QueryExtensions.NewSession(files, ("streaming.workers", "2")))
        {
            var query = WordCount.Of(session, servers, input, maxOffsetsPerTrigger: 1).To(servers, output, folder.Path).Trigger(Trigger.AvailableNow()).Start();
            var error = await query.FailureAsync();
            Assert.Equal("CHECKPOINT_DISK_FULL", ((StreamingException)error.Cause).ErrorClass);
            Assert.Contains($"The disk of the checkpoint location {folder.Path} is full: ", error.Message);
            Assert.Contains("Free some space and start the query again: it goes on after the last committed batch.", error.Message);
            Assert.Equal(fault, Assert.IsType<InjectedFaultException>(error.Cause.InnerException).Fault);
        }

        Assert.Equal(["0"], Directory.GetFiles(folder.Combine("commits")).Select(Path.GetFileName));
        await using (var session = QueryExtensions.NewSession(("streaming.workers", "2")))
        {
            await WordCount.Of(session, servers, input, maxOffsetsPerTrigger: 1).To(servers, output, folder.Path).Trigger(Trigger.AvailableNow()).Start().EndAsync();
        }

        WordCount.AssertSame(WordCount.Recount(Lines), WordCount.LastCounts(topics, output));
        Assert.Empty(Directory.EnumerateFiles(folder.Path, "*.tmp", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Full_disk_of_a_small_tmpfs()
    {
        using var folder = new TempFolder();
        using var mount = Mount(folder.Path);
        await using var child = ChildProcess.StartScenario(OnSmallDisk, folder.Path);
        await child.ExpectExit();
        Assert.Contains("class CHECKPOINT_DISK_FULL", child.Lines);
        Assert.Contains("went on", child.Lines);
        string error = child.Lines.Single(line => line.StartsWith("error ", StringComparison.Ordinal));
        Assert.Contains($"The disk of the checkpoint location {folder.Combine("checkpoint")} is full: ", error);
    }

    // Until not a byte fits.
    private static void Fill(string path)
    {
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        byte[] block = new byte[4096];
        for (int size = block.Length; size > 0;)
        {
            try
            {
                file.Write(block, 0, size);
            }
            catch (IOException)
            {
                size /= 2;
            }
        }
    }

    private static Unmount Mount(string path)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "tmpfs is Linux's.");
        string? refusal = Run("mount", "-t", "tmpfs", "-o", "size=4m", "streaming-test", path);
        Assert.SkipUnless(refusal is null, $"A tmpfs cannot be mounted here: {refusal}");
        return new Unmount(path);
    }

    private static string? Run(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
            string text = process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? null : $"{program} ended with {process.ExitCode}: {text.Trim()}";
        }
        catch (System.ComponentModel.Win32Exception error)
        {
            return error.Message;
        }
    }

    private sealed class Unmount(string path) : IDisposable
    {
        public void Dispose() => Assert.Null(Run("umount", path));
    }
}
