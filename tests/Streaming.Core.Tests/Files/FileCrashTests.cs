using Streaming.Testing;

namespace Streaming.Core.Tests.Files;

/// <summary>From files to files, with a failure at every call of the file system: each row comes out exactly once.</summary>
public sealed class FileCrashTests
{
    private const int Batches = 3;

    // A crash at each call; faults after which the process lives on differ less.
    public static TheoryData<FileFault, int> Faults => new() { { FileFault.Crash, 1 }, { FileFault.DiskFull, 5 }, { FileFault.ShortWrite, 7 } };

    [Theory]
    [MemberData(nameof(Faults))]
    public void EachRowComesOutOnce(FileFault fault, int step)
    {
        int calls = Run(int.MaxValue, fault);
        Assert.InRange(calls, 50, 500);
        for (int call = 1; call <= calls; call += step)
        {
            Run(call, fault);
        }
    }

    private static int Run(int failAt, FileFault fault)
    {
        using var drop = new FileDrop();
        var files = new FaultInjectingFileSystem(new UnsyncedFileSystem());
        files.FailAt(failAt, fault);
        for (int i = 0; i < Batches; i++)
        {
            drop.Add($"{i}", $"{i}\n{i + 10}\n");
        }

        try
        {
            using var driver = New(drop, files);
            driver.ProcessAll();
        }
        catch (Exception error) when (failAt != int.MaxValue && HasInjected(error))
        {
        }

        using (var driver = New(drop, new UnsyncedFileSystem()))
        {
            drop.Add("last", "99\n");
            driver.ProcessAll();
        }

        using var session = WordCountTests.NewSession(1).ToDisposable();
        var rows = session.Value.Read().Text(drop.Output).Collect().Select(row => int.Parse(row.Get<string>(0)!, System.Globalization.CultureInfo.InvariantCulture)).Order();
        Assert.Equal([0, 1, 2, 10, 11, 12, 99], rows);
        return files.Calls.Count;
    }

    private static TopologyTestDriver New(FileDrop drop, IFileSystem files) => new(
        session => session.ReadStream().Format("text").Option("maxFilesPerTrigger", 1).Load(drop.Input)
            .WriteStream().Format("text").Option("path", drop.Output),
        new TopologyTestDriverOptions
        {
            CheckpointFolder = drop.Checkpoint,
            FileSystem = files,
            Configuration = new Dictionary<string, string>
            {
                // Both logs are compacted in the middle.
                ["spark.sql.streaming.fileSource.log.compactInterval"] = "2",
                ["spark.sql.streaming.fileSink.log.compactInterval"] = "2",
                ["spark.sql.streaming.minBatchesToRetain"] = "1",
            },
        });

    private static bool HasInjected(Exception? error) =>
        error is not null && (error is InjectedFaultException || HasInjected(error.InnerException) || (error is AggregateException many && many.InnerExceptions.Any(HasInjected)) || error.Message.Contains("disk", StringComparison.OrdinalIgnoreCase));
}
