namespace Streaming.Core.Tests.DataFrames;

public sealed class StreamJoinTests
{
    private static readonly (JoinRow[], JoinRow[])[] Batches =
    [
        ([JoinRow.At(1, 10, "l1"), JoinRow.At(2, 10, "l2"), JoinRow.At(null, 10, "ln")], [JoinRow.At(1, 12, "r1"), JoinRow.At(3, 12, "r3"), JoinRow.At(null, 12, "rn")]),
        ([JoinRow.At(1, 11, "l1b")], [JoinRow.At(1, 15, "r15"), JoinRow.At(1, 16, "r16"), JoinRow.At(1, 10.5, "r10")]),
        ([JoinRow.At(9, 60, "l9")], [JoinRow.At(9, 61, "r9")]),
        ([JoinRow.At(9, 61, "late"), JoinRow.At(1, 20, "late")], [JoinRow.At(1, 20, "late"), JoinRow.At(9, 62, "x")]),
    ];

    [Theory]
    [MemberData(nameof(EngineVariant.All), MemberType = typeof(EngineVariant))]
    public async Task InnerJoinsGivePairsWithinTheBounds(EngineVariant variant)
    {
        var (rows, state) = await JoinRun.BatchesAsync(variant, (left, right) => JoinRun.Of(left, right, "inner"), Batches);
        Assert.Equal(["[1,10.0,l1,1,12.0,r1]"], rows[0]);
        Assert.Equal(["[1,10.0,l1,1,10.5,r10]", "[1,10.0,l1,1,15.0,r15]", "[1,11.0,l1b,1,12.0,r1]", "[1,11.0,l1b,1,15.0,r15]", "[1,11.0,l1b,1,16.0,r16]"], rows[1]);
        Assert.Equal(["[9,60.0,l9,9,61.0,r9]"], rows[2]);
        Assert.Equal(["[9,60.0,l9,9,62.0,x]", "[9,61.0,late,9,61.0,r9]", "[9,61.0,late,9,62.0,x]"], rows[3]);
        Assert.Equal(4, state!.NumRowsTotal);
    }

    [Theory]
    [MemberData(nameof(EngineVariant.All), MemberType = typeof(EngineVariant))]
    public async Task LeftOuterJoinsGiveRowsWithoutPartnerOnceTheyAreFinished(EngineVariant variant)
    {
        var (rows, _) = await JoinRun.BatchesAsync(variant, (left, right) => JoinRun.Of(left, right, "left_outer"), Batches);
        Assert.Equal(["[1,10.0,l1,1,12.0,r1]"], rows[0]);
        Assert.Equal(
            ["[2,10.0,l2,null,null,null]", "[null,10.0,ln,null,null,null]"],
            rows.SelectMany(batch => batch).Where(row => row.Contains("null", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(EngineVariant.All), MemberType = typeof(EngineVariant))]
    public async Task FullOuterJoinsGiveBothSides(EngineVariant variant)
    {
        var (rows, _) = await JoinRun.BatchesAsync(variant, (left, right) => JoinRun.Of(left, right, "full_outer"), Batches);
        Assert.Equal(
            ["[2,10.0,l2,null,null,null]", "[null,10.0,ln,null,null,null]", "[null,null,null,3,12.0,r3]", "[null,null,null,null,12.0,rn]"],
            rows.SelectMany(batch => batch).Where(row => row.Contains("null", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(EngineVariant.All), MemberType = typeof(EngineVariant))]
    public async Task RightOuterJoinsGiveTheRightSide(EngineVariant variant)
    {
        var (rows, _) = await JoinRun.BatchesAsync(variant, (left, right) => JoinRun.Of(left, right, "right_outer"), Batches);
        Assert.Equal(
            ["[null,null,null,3,12.0,r3]", "[null,null,null,null,12.0,rn]"],
            rows.SelectMany(batch => batch).Where(row => row.Contains("null", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(EngineVariant.All), MemberType = typeof(EngineVariant))]
    public async Task SemiJoinsGiveEachRowOnceAndForgetIt(EngineVariant variant)
    {
        var (rows, state) = await JoinRun.BatchesAsync(
            variant, (left, right) => JoinRun.Of(left, right, "left_semi", delay: "10 seconds"),
            ([JoinRow.At(1, 10, "a"), JoinRow.At(1, 10, "b")], []),
            ([], [JoinRow.At(1, 11, "r")]),
            ([], [JoinRow.At(1, 12, "r")]),
            ([JoinRow.At(1, 11, "c"), JoinRow.At(3, 11, "d")], []));
        Assert.Equal([], rows[0]);
        Assert.Equal(["[1,10.0,a]", "[1,10.0,b]"], rows[1]);
        Assert.Equal([], rows[2]);
        Assert.Equal(["[1,11.0,c]"], rows[3]);
        Assert.Equal(3, state!.NumRowsTotal);
    }

    [Fact]
    public async Task WhatOneSideAloneMustMeetIsAskedBeforeARowIsKept()
    {
        var (rows, state) = await JoinRun.BatchesAsync(
            new EngineVariant(1, 1024, false), (left, right) => JoinRun.Of(left, right, "left_outer", JoinRun.Range + " AND l.Text = 'keep' AND r.Text = 'r'", "10 seconds"),
            ([JoinRow.At(1, 10, "keep"), JoinRow.At(1, 10, "no")], [JoinRow.At(1, 11, "r"), JoinRow.At(1, 11, "s")]));
        Assert.Equal(["[1,10.0,keep,1,11.0,r]", "[1,10.0,no,null,null,null]"], rows[0]);
        Assert.Equal(2, state!.NumRowsTotal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task ManyRowsOfAKeyAreKeptInPages(int workers)
    {
        // 100 bytes a row: some 30 pages for the key, of which the early ones go.
        string text = new('x', 100);
        var left = Enumerable.Range(1, 3999).Select(i => JoinRow.At(7, i / 100.0, $"{i} {text}")).ToArray();
        var (rows, state) = await JoinRun.BatchesAsync(
            new EngineVariant(workers, 1024, true), (l, r) => JoinRun.Of(l, r, "left_outer"),
            (left[..1500], []), (left[1500..], [JoinRow.At(7, 39.99, "a")]), ([JoinRow.At(7, 40, "z")], [JoinRow.At(7, 40, "b")]), ([JoinRow.At(7, 41, "z")], [JoinRow.At(7, 41, "c")]));
        var all = rows.SelectMany(batch => batch).ToList();
        int pairs = left.Count(row => row.Seconds >= 34.99) + left.Count(row => row.Seconds >= 35) + 1 + left.Count(row => row.Seconds >= 36) + 2;
        Assert.Equal(pairs, all.Count(row => !row.Contains("null", StringComparison.Ordinal)));
        Assert.Equal(left.Count(row => row.Seconds < 34.99), all.Count(row => row.Contains("null", StringComparison.Ordinal)));
        Assert.InRange(state!.NumRowsTotal, 1, 700);
    }

    [Fact]
    public async Task StateOfAnEqualTimeGoesWithTheWatermark()
    {
        var (rows, state) = await JoinRun.BatchesAsync(
            new EngineVariant(3, 7, false), (left, right) => JoinRun.Of(left, right, "full_outer", "l.Key = r.Key AND l.Time = r.Time"),
            ([JoinRow.At(1, 1, "a"), JoinRow.At(2, 2, "b")], [JoinRow.At(1, 1, "c"), JoinRow.At(3, 3, "d")]),
            ([JoinRow.At(9, 5, "x")], [JoinRow.At(9, 5, "y")]));
        Assert.Equal(["[1,1.0,a,1,1.0,c]", "[2,2.0,b,null,null,null]"], rows[0]);
        Assert.Equal(["[9,5.0,x,9,5.0,y]", "[null,null,null,3,3.0,d]"], rows[1]);
        Assert.Equal(0, state!.NumRowsTotal);
    }

    [Fact]
    public async Task NullsMatchWhereTheConditionSaysSo()
    {
        var (rows, _) = await JoinRun.BatchesAsync(
            new EngineVariant(3, 1, false), (left, right) => JoinRun.Of(left, right, "inner", "l.Key <=> r.Key"),
            ([JoinRow.At(null, 1, "a"), JoinRow.At(1, 1, "b")], [JoinRow.At(null, 2, "c"), JoinRow.At(2, 2, "d")]));
        Assert.Equal(["[null,1.0,a,null,2.0,c]"], rows[0]);
    }

    [Fact]
    public async Task AStreamMayBeJoinedWithItself()
    {
        var source = new ListSource<JoinRow>(2);
        var sink = new CollectSink();
        await using var session = new EngineVariant(3, 7, false).NewSession();
        var rows = session.ReadStream().From(source).ToDataFrame().WithWatermark("Time", "0 seconds");
        var query = rows.Alias("x").Join(rows.Alias("y"), "x.Key = y.Key AND y.Time > x.Time AND y.Time <= x.Time + INTERVAL 5 SECONDS").SelectExpr("x.Text", "y.Text")
            .WriteStream().OutputMode(OutputMode.Append).To(sink).Start();
        source.Add(JoinRow.At(1, 1, "a"), JoinRow.At(1, 2, "b"));
        query.ProcessAllAvailable();
        source.Add(JoinRow.At(1, 3, "c"));
        query.ProcessAllAvailable();
        Assert.Equal(["[a,b]", "[a,c]", "[b,c]"], sink.Rows<Row>().Select(row => row.ToString()).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("left_outer", "l.Key = r.Key", "Stream-stream LeftOuter join between two streaming DataFrame/Datasets is not supported without a watermark in the join keys, or a watermark on the nullable side and an appropriate range condition")]
    [InlineData("right_outer", "l.Key = r.Key", "Stream-stream RightOuter join between two streaming DataFrame/Datasets is not supported without a watermark in the join keys, or a watermark on the nullable side and an appropriate range condition")]
    [InlineData("full_outer", "l.Key = r.Key", "Stream-stream FullOuter join between two streaming DataFrame/Datasets is not supported without a watermark in the join keys, or a watermark on the nullable side and an appropriate range condition")]
    [InlineData("left_semi", "l.Key = r.Key", "Stream-stream LeftSemi join between two streaming DataFrame/Datasets is not supported without a watermark in the join keys, or a watermark on the nullable side and an appropriate range condition")]
    [InlineData("left_anti", "l.Key = r.Key", "LeftAnti joins with a streaming DataFrame/Dataset on the right are not supported")]
    [InlineData("inner", "l.Time < r.Time", "Stream-stream join without equality predicate is not supported.")]
    public async Task WhatCannotRunIsRefused(string type, string condition, string text)
    {
        await using var session = new EngineVariant(1, 1, false).NewSession();
        var left = session.ReadStream().From(new ListSource<JoinRow>()).ToDataFrame();
        var right = session.ReadStream().From(new ListSource<JoinRow>()).ToDataFrame();
        var writer = JoinRun.Of(left, right, type, condition).WriteStream().OutputMode(OutputMode.Append).To(new CollectSink());
        Assert.Equal(text, Assert.Throws<StreamingException>(() => writer.Start()).Message);
    }

    [Fact]
    public async Task AnOuterJoinWithoutItsOwnWatermarkIsRefused()
    {
        await using var session = new EngineVariant(1, 1, false).NewSession();
        var left = session.ReadStream().From(new ListSource<JoinRow>()).ToDataFrame().Alias("l");
        var right = session.ReadStream().From(new ListSource<JoinRow>()).ToDataFrame().WithWatermark("Time", "1 second").Alias("r");
        var error = Assert.Throws<StreamingException>(() => left.Join(right, JoinRun.Range, "left_outer").SelectExpr("l.Key").WriteStream().OutputMode(OutputMode.Append).To(new CollectSink()).Start());
        Assert.Contains("WithWatermark on the left side", error.Message, StringComparison.Ordinal);
    }
}
