namespace Streaming.Core.Tests.Files;

/// <summary>Files are read as Spark reads them: what it did with each text is in <c>recordings.json</c>.</summary>
public sealed class FileFormatTests : IDisposable
{
    private readonly FileDrop _drop = new();
    private readonly StreamingSession _session = StreamingSession.Create("files");

    /// <summary>Options that Spark does not know are refused here, and a mode of no meaning too; Java's messages are its own.</summary>
    private static readonly string[] s_ours = ["C23", "C24", "J10"];

    public static TheoryData<string> Sources => new(FileRecordings.Of("sources").Select(recorded => recorded.GetProperty("id").GetString()!).Except(s_ours));

    public void Dispose()
    {
        _session.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _drop.Dispose();
    }

    [Theory]
    [MemberData(nameof(Sources))]
    public void ReadsAsSparkDoes(string id)
    {
        var recorded = FileRecordings.Case("sources", id);
        foreach (var file in recorded.GetProperty("files").EnumerateObject())
        {
            _drop.Add(file.Name, file.Value.GetString()!);
        }

        var reader = _session.Read().Format(recorded.GetProperty("format").GetString()!).Schema(recorded.GetProperty("schema").GetString()!).Options(FileRecordings.Options(recorded));
        if (!recorded.TryGetProperty("error", out var text))
        {
            Assert.Equal(FileRecordings.Rows(recorded.GetProperty("rows")), FileRecordings.Rows(reader.Load(_drop.Input).Collect()));
            return;
        }

        Exception? error = Assert.Throws<StreamingException>(() => reader.Load(_drop.Input).Collect());
        var classes = new List<string>();
        string root = "";
        for (; error is not null; error = error.InnerException)
        {
            root = error.Message;
            classes.AddRange(error is StreamingException own ? [own.ErrorClass] : []);
        }

        var conditions = recorded.GetProperty("conditions").EnumerateArray().Select(condition => condition.GetString()!).Where(condition => condition != "STREAM_FAILED").ToList();
        if (id[0] == 'C' || conditions.Count == 0)
        {
            Assert.Contains(text.GetString()!.Replace("file://<dir>/src-f", $"file://{_drop.Input}", StringComparison.Ordinal), root);
        }

        // Our options are checked before a file is opened.
        Assert.Equal(conditions.Where(_ => id != "C25"), classes.Where(name => name != "INVALID_OPTION_VALUE"));
    }
}
