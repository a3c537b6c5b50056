using Streaming.TestSupport;

namespace Streaming.Core.Tests.Docs;

/// <summary>The source and the sink of docs/guide/sources-and-sinks.md.</summary>
public sealed class OwnFormatTests
{
    [Fact]
    public async Task TheyAreUsedByNameAndGoOnAfterARestart()
    {
        using var folder = new TempFolder();
        string log = folder.Combine("app.log");
        string output = folder.Combine("errors");
        string checkpoint = folder.Combine("checkpoint");
        await File.WriteAllTextAsync(log, "INFO start\nERROR no disk\r\nERROR half a l");
        await Run(log, output, checkpoint);
        Assert.Equal(["\"ERROR no disk\""], Rows(output, 0));

        await File.AppendAllTextAsync(log, "ine\nINFO end\n");
        await Run(log, output, checkpoint);
        Assert.Equal(["\"ERROR half a line\""], Rows(output, 1));
        Assert.Equal(2, Directory.GetFiles(output).Length);
    }

    [Fact]
    public async Task ErrorsNameTheLine()
    {
        using var folder = new TempFolder();
        string log = folder.Combine("app.log");
        await File.WriteAllTextAsync(log, "1\n2\nx\n");
        await using var session = StreamingSession.Create("own-formats");
        session.Formats.Register(new LogFileSourceProvider());
        var query = session.ReadStream().Format("logfile").Option("path", log).Load<string>()
            .Map(int.Parse).WriteStream().Format("noop").Trigger(Trigger.AvailableNow()).Start();
        var failure = await Assert.ThrowsAsync<StreamingQueryException>(() => query.AwaitTerminationAsync());
        Assert.Equal(log, failure.Topic);
        Assert.Equal(4, failure.Offset);
    }

    [Fact]
    public async Task UnknownOptionsAreRefused()
    {
        await using var session = StreamingSession.Create("own-formats");
        session.Formats.Register(new LogFileSourceProvider());
        var error = Assert.Throws<StreamingException>(() =>
            session.ReadStream().Format("logfile").Option("path", "a").Option("pth", "b").Load<string>().WriteStream().Console().Start());
        Assert.Contains("'pth'", error.Message, StringComparison.Ordinal);
    }

    private static string[] Rows(string folder, int batch) => File.ReadAllLines(Path.Combine(folder, $"batch-{batch:D8}.jsonl"));

    private static async Task Run(string log, string output, string checkpoint)
    {
        await using var session = StreamingSession.Create("own-formats");
        session.Formats.Register(new LogFileSourceProvider());
        session.Formats.Register(new JsonFolderSinkProvider());

        var query = session.ReadStream().Format("logfile").Option("path", log).Load<string>()
            .Filter(line => line.StartsWith("ERROR", StringComparison.Ordinal))
            .WriteStream()
            .Format("jsonfolder").Option("path", output)
            .Option("checkpointLocation", checkpoint)
            .Trigger(Trigger.AvailableNow())
            .Start();
        await query.AwaitTerminationAsync();
    }
}
