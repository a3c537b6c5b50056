namespace Streaming.Core.Tests.Files;

public sealed class FileSourceTests : IDisposable
{
    private readonly FileDrop _drop = new();

    public void Dispose() => _drop.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void EachFileIsReadOnceInTheOrderOfTheirTimes(int workers)
    {
        _drop.Add("b.txt", "b1\nb2\n");
        _drop.Add("a.txt", "a1\n");
        using var query = Text(workers, ("maxFilesPerTrigger", "1"));
        query.Start().Process();
        Assert.Equal([["[b1]", "[b2]"], ["[a1]"]], query.Batches);

        _drop.Add("c.txt", "\nlast line without newline");
        _drop.Add("_hidden", "x\n");
        _drop.Add(".dot", "x\n");
        query.Process();
        Assert.Equal(["[]", "[last line without newline]"], query.Batches[2]);

        _drop.Add("b.txt", "changed\n");
        query.Process();
        Assert.Equal(3, query.Batches.Count);
        Assert.Equal("{\"logOffset\":2}", query.Query.RecentProgress[^1].Sources[0].EndOffset);
        Assert.Equal($"FileStreamSource[file:{_drop.Input.Replace('\\', '/')}]", query.Query.LastProgress!.Sources[0].Description);
    }

    [Fact]
    public void ARestartGoesOnWithTheFilesThatFollow()
    {
        _drop.Add("1", "one\n");
        using var query = Text();
        query.Start().Process().Stop();
        _drop.Add("2", "two\n");
        query.Start().Process().Stop();
        query.Start().Process();
        Assert.Equal([["[one]"], ["[two]"]], query.Batches);
        Assert.Equal(
            $"v1\n{{\"path\":\"file://{_drop.Input}/1\",\"timestamp\":1704067201000,\"batchId\":0}}",
            File.ReadAllText(Path.Combine(_drop.Checkpoint, "sources", "0", "0")));
        Assert.EndsWith("\n{\"logOffset\":1}", File.ReadAllText(Path.Combine(_drop.Checkpoint, "offsets", "1")));
    }

    [Fact]
    public void TheLogIsCompactedEveryTenBatches()
    {
        using var query = Text();
        query.Start();
        for (int i = 0; i < 12; i++)
        {
            _drop.Add($"f{i}", $"{i}\n");
            query.Process();
        }

        query.Stop();
        string log = Path.Combine(_drop.Checkpoint, "sources", "0");
        Assert.Equal(["0", "1", "10", "11", "2", "3", "4", "5", "6", "7", "8", "9.compact"], Directory.GetFiles(log).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal(11, File.ReadAllLines(Path.Combine(log, "9.compact")).Length);

        // What was compacted is still known: nothing is read twice.
        _drop.Add("f12", "12\n");
        query.Start().Process();
        Assert.Equal(Enumerable.Range(0, 13).Select(i => $"[{i}]"), query.Rows);
    }

    [Fact]
    public void LatestFirstTakesTheNewest()
    {
        foreach (string name in (string[])["1", "2", "3"])
        {
            _drop.Add(name, name);
        }

        using var query = Text(1, ("maxFilesPerTrigger", "1"), ("latestFirst", "true"));
        query.Start().Process();
        Assert.Equal(["[3]", "[2]", "[1]"], query.Rows);
    }

    [Fact]
    public void BytesPerTriggerTakeAtLeastOneFile()
    {
        _drop.Add("a", "xxxx\n");
        _drop.Add("b", "yyyy\n");
        _drop.Add("c", "a long line\n");
        _drop.Add("d", "z\n");
        using var query = Text(1, ("maxBytesPerTrigger", "10"));
        query.Start().Process();
        Assert.Equal([["[xxxx]", "[yyyy]"], ["[a long line]"], ["[z]"]], query.Batches);
    }

    [Fact]
    public void OnceIgnoresTheLimitAndAvailableNowKeepsIt()
    {
        using var query = Text(1, ("maxFilesPerTrigger", "1"));
        _drop.Add("a", "1\n");
        _drop.Add("b", "2\n3\n");
        query.Run(Trigger.Once());
        _drop.Add("c", "4\n");
        _drop.Add("d", "5\n");
        query.Run(Trigger.AvailableNow());
        Assert.Equal([["[1]", "[2]", "[3]"], ["[4]"], ["[5]"]], query.Batches);
    }

    [Fact]
    public void FilesThatAreTooOldAreNotTaken()
    {
        using var query = Text(1, ("maxFileAge", "10s"));
        string old = _drop.Add("first", "first\n");
        query.Start().Process();
        for (int i = 0; i < 20; i++)
        {
            _drop.Add($"n{i}", $"{i}\n");
        }

        query.Process();
        int before = query.Rows.Count;
        File.Copy(old, Path.Combine(_drop.Folder, "copy"));
        File.SetLastWriteTimeUtc(Path.Combine(_drop.Folder, "copy"), File.GetLastWriteTimeUtc(old));
        File.Move(Path.Combine(_drop.Folder, "copy"), Path.Combine(_drop.Input, "late"));
        query.Process();
        Assert.Equal(21, before);
        Assert.Equal(before, query.Rows.Count);
    }

    [Fact]
    public void FileNameOnlyKnowsAFileByItsName()
    {
        using var query = new FileQuery(_drop, session => session.ReadStream().Format("text").Option("fileNameOnly", true).Load(Path.Combine(_drop.Input, "*")));
        _drop.Add("x/a", "1\n");
        query.Start().Process();
        _drop.Add("y/a", "2\n");
        _drop.Add("y/b", "3\n");
        query.Process();
        Assert.Equal(["[1]", "[3]"], query.Rows);
    }

    [Fact]
    public void PatternsFiltersAndFoldersSelectFiles()
    {
        _drop.Add("d1/a.log", "1\n");
        _drop.Add("d2/b.log", "2\n");
        _drop.Add("d2/c.tmp", "3\n");
        _drop.Add("e/d.log", "4\n");
        using (var query = new FileQuery(_drop, session => session.ReadStream().Text(Path.Combine(_drop.Input, "d[12]"))))
        {
            query.Run(Trigger.AvailableNow());
            Assert.Equal(["[1]", "[2]", "[3]"], query.Rows);
        }

        Directory.Delete(_drop.Checkpoint, recursive: true);
        using (var query = Text(1, ("recursiveFileLookup", "true"), ("pathGlobFilter", "*.{log,txt}")))
        {
            query.Run(Trigger.AvailableNow());
            Assert.Equal(["[1]", "[2]", "[4]"], query.Rows);
        }
    }

    [Fact]
    public void NamesOfFoldersAreColumns()
    {
        _drop.Add("k=1/a", "x\n");
        _drop.Add("k=2/b", "y\n");
        _drop.Add("other/c", "z\n");
        using var query = new FileQuery(_drop, session => session.ReadStream().Format("text").Schema("value STRING, k INT").Load(_drop.Input));
        query.Start().Process();
        _drop.Add("k=__HIVE_DEFAULT_PARTITION__/d", "w\n");
        query.Process();
        Assert.Equal([["[x,1]", "[y,2]"], ["[w,null]"]], query.Batches);
    }

    [Fact]
    public void FilesAreDeletedOrArchivedOnceTheirBatchIsCommitted()
    {
        string archive = Path.Combine(_drop.Folder, "archive");
        using (var query = Text(1, ("cleanSource", "archive"), ("sourceArchiveDir", archive)))
        {
            string path = _drop.Add("a", "1\n");
            query.Start().Process().Stop();
            Assert.False(File.Exists(path));
            Assert.Equal("1\n", File.ReadAllText(Path.Join(archive, path)));
        }

        using (var query = Text(1, ("cleanSource", "delete")))
        {
            string path = _drop.Add("b", "2\n");
            query.Start().Process().Stop();
            Assert.False(File.Exists(path));
            Assert.Equal(["[2]"], query.Rows);
        }
    }

    [Fact]
    public void AFileThatIsGoneFailsTheQueryUnlessThatIsAllowed()
    {
        _drop.Add("a", "1\n");
        string path = _drop.Add("b", "2\n");
        using var query = Text();
        query.Start().Process().Stop();
        File.Delete(Path.Combine(_drop.Checkpoint, "commits", "0"));
        File.Delete(path);
        query.Start();
        var error = Assert.Throws<StreamingQueryException>(() => query.Process());
        Assert.Equal("FAILED_READ_FILE.FILE_NOT_EXIST", Assert.IsType<StreamingException>(error.InnerException).ErrorClass);
        query.Stop();

        using var lenient = Text(1, ("ignoreMissingFiles", "true"));
        lenient.Start().Process();
        Assert.Equal(["[1]"], lenient.Rows);
    }

    [Fact]
    public void ALostSourceLogIsReported()
    {
        _drop.Add("a", "1\n");
        using var query = Text();
        query.Start().Process().Stop();
        File.Delete(Path.Combine(_drop.Checkpoint, "commits", "0"));
        Directory.Delete(Path.Combine(_drop.Checkpoint, "sources"), recursive: true);
        query.Start();
        Assert.Contains("has no batch 0", Assert.Throws<StreamingQueryException>(() => query.Process()).InnerException!.Message);
    }

    [Fact]
    public void CompressedFilesAreUnpacked()
    {
        using var packed = new MemoryStream();
        using (var gzip = new System.IO.Compression.GZipStream(packed, System.IO.Compression.CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write("x\ny\n"u8);
        }

        _drop.Add("a.gz", packed.ToArray());
        using var query = Text();
        query.Start().Process();
        Assert.Equal(["[x]", "[y]"], query.Rows);
    }

    [Theory]
    [InlineData("maxFilesPerTrigger", "abc", "Invalid value 'abc' for option 'maxFilesPerTrigger', must be a positive integer")]
    [InlineData("maxFilesPerTrigger", "0", "Invalid value '0' for option 'maxFilesPerTrigger', must be a positive integer")]
    [InlineData("maxFilesPerTrigger", "10.1", "Invalid value '10.1' for option 'maxFilesPerTrigger', must be a positive integer")]
    [InlineData("maxBytesPerTrigger", "0", "Invalid value '0' for option 'maxBytesPerTrigger', must be a positive integer")]
    [InlineData("latestFirst", "maybe", "Invalid value 'maybe' for option 'latestFirst', must be 'true' or 'false'")]
    [InlineData("maxCachedFiles", "-1", "Invalid value '-1' for option 'maxCachedFiles', must be an integer greater than or equal to 0")]
    [InlineData("discardCachedInputRatio", "2", "Invalid value '2' for option 'discardCachedInputRatio', must be a positive float between 0 and 1")]
    [InlineData("maxFileAge", "abc", "Failed to parse time string: abc")]
    [InlineData("cleanSource", "abc", "Invalid mode for clean source option Some(abc). Must be one of ARCHIVE,DELETE,OFF")]
    [InlineData("cleanSource", "archive", "Archive mode must be used with 'sourceArchiveDir' option.")]
    [InlineData("modifiedBefore", "2020-01-01T00:00:00", "option 'modifiedbefore' is not allowed in file stream sources")]
    [InlineData("lineSep", "", "'lineSep' cannot be an empty string.")]
    [InlineData("nosuch", "1", "Option 'nosuch' is not known to source 'text'")]
    public void BadOptionsFailTheStart(string name, string value, string text)
    {
        using var query = Text(1, (name, value));
        Assert.Contains(text, Assert.Throws<StreamingException>(() => query.Start()).Message);
    }

    [Fact]
    public void WhatCannotBeReadIsRefused()
    {
        var session = StreamingSession.Create("files");
        var both = session.ReadStream().Format("text").Option("maxFilesPerTrigger", 1).Option("maxBytesPerTrigger", 1).Load(_drop.Input);
        Assert.Contains("can't be both set", Assert.Throws<StreamingException>(() => both.WriteStream().Format("noop").Start()).Message);
        Assert.StartsWith("Schema must be specified when creating a streaming source DataFrame.", Assert.Throws<StreamingException>(() => session.ReadStream().Json(_drop.Input)).Message);
        Assert.Equal("[PATH_NOT_FOUND] Path does not exist: /no/such/dir. SQLSTATE: 42K03", Assert.Throws<StreamingException>(() => session.ReadStream().Text("/no/such/dir")).Message);
        Assert.Contains("'path' is not specified", Assert.Throws<StreamingException>(() => session.ReadStream().Format("csv").Schema("a INT").Load()).Message);
        var inside = session.ReadStream().Format("text").Option("cleanSource", "archive").Option("sourceArchiveDir", Path.Combine(_drop.Input, "done")).Load(_drop.Input);
        Assert.StartsWith("Base archive path cannot be set", Assert.Throws<StreamingException>(() => inside.WriteStream().Format("noop").Start()).Message);

        _drop.Add("a.json", "{\"a\":1}\n");
        session.Configuration.Set("spark.sql.streaming.schemaInference", "true");
        Assert.Equal("a BIGINT", session.ReadStream().Json(_drop.Input).Schema.ToDdl());
    }

    private FileQuery Text(int workers = 1, params (string Name, string Value)[] options) => new(
        _drop,
        session => session.ReadStream().Format("text").Options(options.Select(option => KeyValuePair.Create(option.Name, option.Value))).Load(_drop.Input),
        workers);
}
