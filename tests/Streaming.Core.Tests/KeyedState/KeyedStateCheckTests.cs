namespace Streaming.Core.Tests.KeyedState;

/// <summary>Queries with functions with state that are refused, and some that are not. The texts are Spark's.</summary>
public sealed class KeyedStateCheckTests
{
    private const string Late = "Detected pattern of possible 'correctness' issue due to global watermark.";
    private const string Mixed = "Mixing mapGroupsWithStates and flatMapGroupsWithStates are not supported on a streaming DataFrames/Datasets";
    private const string Multiple = "Multiple flatMapGroupsWithStates are not supported when they are not all in append mode or the output mode is not append on a streaming DataFrames/Datasets";
    private const string NoWatermark = "Watermark must be specified in the query using '[Dataset/DataFrame].withWatermark()' for using event-time timeout in a [map|flatMap]GroupsWithState. Event-time timeout not supported without watermark.";

    [Fact]
    public void MapGroupsWithStateNeedsUpdateMode()
    {
        Assert.Null(Check(OutputMode.Update, Map));
        Assert.Null(Check(OutputMode.Update, clicks => Count(Map(clicks))));
        Assert.Equal("mapGroupsWithState is not supported with Append output mode on a streaming DataFrame/Dataset", Check(OutputMode.Append, Map));
        Assert.Equal("mapGroupsWithState is not supported with Complete output mode on a streaming DataFrame/Dataset", Check(OutputMode.Complete, clicks => Count(Map(clicks))));
        Assert.Contains("for no streaming aggregations", Check(OutputMode.Complete, Map));
        Assert.StartsWith(Late, Check(OutputMode.Update, clicks => Map(Count(clicks))));
        Assert.Equal("Multiple mapGroupsWithStates are not supported on a streaming DataFrames/Datasets", Check(OutputMode.Update, clicks => Map(Map(clicks))));
        Assert.Equal(Mixed, Check(OutputMode.Update, clicks => Map(FlatMap(clicks, OutputMode.Update))));
    }

    [Fact]
    public void FlatMapGroupsWithStateHasTheModeOfTheQuery()
    {
        Assert.Null(Check(OutputMode.Append, clicks => FlatMap(clicks, OutputMode.Append)));
        Assert.Null(Check(OutputMode.Update, clicks => FlatMap(clicks, OutputMode.Update)));
        Assert.Equal("flatMapGroupsWithState in update mode is not supported with Append output mode on a streaming DataFrame/Dataset", Check(OutputMode.Append, clicks => FlatMap(clicks, OutputMode.Update)));
        Assert.Equal("flatMapGroupsWithState in append mode is not supported with Update output mode on a streaming DataFrame/Dataset", Check(OutputMode.Update, clicks => FlatMap(clicks, OutputMode.Append)));
        Assert.Null(Check(OutputMode.Append, clicks => FlatMap(FlatMap(clicks, OutputMode.Append), OutputMode.Append)));
        Assert.Equal(Multiple, Check(OutputMode.Update, clicks => FlatMap(FlatMap(clicks, OutputMode.Update), OutputMode.Update)));
        Assert.Equal(Multiple, Check(OutputMode.Append, clicks => FlatMap(FlatMap(clicks, OutputMode.Update), OutputMode.Append)));
        Assert.Equal("The output mode of function should be append or update", Assert.Throws<ArgumentException>(() => Check(OutputMode.Append, clicks => FlatMap(clicks, OutputMode.Complete))).Message);
    }

    [Fact]
    public void AnAggregationMayFollowAppendOnly()
    {
        Assert.Null(Check(OutputMode.Complete, clicks => Count(FlatMap(clicks, OutputMode.Append))));
        Assert.Null(Check(OutputMode.Update, clicks => Count(FlatMap(clicks, OutputMode.Append))));
        Assert.Equal("flatMapGroupsWithState in update mode is not supported with aggregation on a streaming DataFrame/Dataset", Check(OutputMode.Update, clicks => Count(FlatMap(clicks, OutputMode.Update))));
        Assert.Equal("flatMapGroupsWithState in update mode is not supported with aggregation on a streaming DataFrame/Dataset", Check(OutputMode.Update, clicks => FlatMap(Count(clicks), OutputMode.Update)));
        Assert.StartsWith(Late, Check(OutputMode.Update, clicks => FlatMap(Count(clicks), OutputMode.Append)));
    }

    [Fact]
    public void ATimeoutByTheWatermarkNeedsOneAndIsTheLastOperatorWithState()
    {
        Assert.Equal(NoWatermark, Check(OutputMode.Append, clicks => FlatMap(clicks, OutputMode.Append, GroupStateTimeout.EventTime)));
        Assert.Null(Check(OutputMode.Append, clicks => FlatMap(Timed(clicks), OutputMode.Append, GroupStateTimeout.EventTime)));
        Assert.Null(Check(OutputMode.Append, clicks => FlatMap(Timed(clicks).Filter(_ => true).Map(click => click), OutputMode.Append, GroupStateTimeout.EventTime)));
        Assert.Equal(NoWatermark, Check(OutputMode.Append, clicks => FlatMap(FlatMap(Timed(clicks), OutputMode.Append), OutputMode.Append, GroupStateTimeout.EventTime)));
        Assert.StartsWith(Late, Check(OutputMode.Append, clicks => FlatMap(FlatMap(Timed(clicks), OutputMode.Append, GroupStateTimeout.EventTime), OutputMode.Append)));
        Assert.StartsWith(Late, Check(OutputMode.Complete, clicks => Count(FlatMap(Timed(clicks), OutputMode.Append, GroupStateTimeout.EventTime))));
    }

    [Fact]
    public void TheEventTimeOfADataFrameIsKnownAfterAsUnlessItsColumnIsGone()
    {
        Assert.Null(Check(OutputMode.Append, clicks => FlatMap(clicks.ToDataFrame().WithWatermark("Time", "1 second").As<Click>(), OutputMode.Append, GroupStateTimeout.EventTime)));
        Assert.Equal(NoWatermark, Check(OutputMode.Append, clicks => FlatMap(
            clicks.ToDataFrame().WithWatermark("Time", "1 second").SelectExpr("User", "Second", "What").As<Click>(), OutputMode.Append, GroupStateTimeout.EventTime)));
    }

    [Fact]
    public void AProcessorTakesAnyModeButComplete()
    {
        Assert.Null(Check(OutputMode.Append, Process));
        Assert.Null(Check(OutputMode.Update, Process));
        Assert.Contains("for no streaming aggregations", Check(OutputMode.Complete, Process));
        Assert.Null(Check(OutputMode.Complete, clicks => Count(Process(clicks))));
        Assert.Null(Check(OutputMode.Update, clicks => Process(Process(clicks))));
        Assert.Null(Check(OutputMode.Update, clicks => Map(Process(clicks))));
        Assert.StartsWith(Late, Check(OutputMode.Update, clicks => Process(Count(clicks))));
    }

    [Fact]
    public void AStreamIsNoInitialState() =>
        Assert.Equal(
            "Non-streaming DataFrame/Dataset is not supported as the initial state in [flatMap|map]GroupsWithState operation on a streaming DataFrame/Dataset",
            Check(OutputMode.Update, clicks => clicks.GroupBy(click => click.User).MapGroupsWithState<long, Click>(
                GroupStateTimeout.None, (user, rows, state) => rows.First(), new GroupStateOptions<string?, long> { InitialState = clicks.Map(click => new KeyValue<string?, long>(click.User, 1)) })));

    // The text of the refusal; null where the query can run.
    private static string? Check(OutputMode mode, Func<DataStream<Click>, DataStream<Click>> build)
    {
        using var run = new StepRun<Click, Click>(StepVariant.Plain, mode, build);
        try
        {
            run.Restart();
            return null;
        }
        catch (StreamingException error)
        {
            return error.Message;
        }
    }

    private static DataStream<Click> Timed(DataStream<Click> clicks) => clicks.WithWatermark(click => click.Time, "1 second");

    private static DataStream<Click> Map(DataStream<Click> clicks) => clicks.GroupBy(click => click.User).MapGroupsWithState<long, Click>(GroupStateTimeout.None, (user, rows, state) => rows.First());

    private static DataStream<Click> FlatMap(DataStream<Click> clicks, OutputMode mode, GroupStateTimeout timeout = GroupStateTimeout.None) =>
        clicks.GroupBy(click => click.User).FlatMapGroupsWithState<long, Click>(mode, timeout, (user, rows, state) => rows);

    private static DataStream<Click> Count(DataStream<Click> clicks) => clicks.GroupBy(click => click.User).Count().Map(count => new Click(count.Key));

    private static DataStream<Click> Process(DataStream<Click> clicks) => clicks.GroupBy(click => click.User).TransformWithState(() => new Echo(), TimeMode.None, OutputMode.Update);

    private sealed class Echo : StatefulProcessor<string?, Click, Click>
    {
        public override void Init(OutputMode outputMode, TimeMode timeMode)
        {
        }

        public override IEnumerable<Click> HandleInputRows(string? key, GroupRows<Click> rows, TimerValues timerValues) => rows;
    }
}
