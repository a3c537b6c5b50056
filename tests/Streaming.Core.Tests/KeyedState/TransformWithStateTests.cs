namespace Streaming.Core.Tests.KeyedState;

/// <summary>Processors: state variables, initial state, errors.</summary>
public sealed class TransformWithStateTests
{
    [Theory]
    [MemberData(nameof(StepVariant.All), MemberType = typeof(StepVariant))]
    public void AValueBelongsToItsKey(StepVariant variant)
    {
        using var run = New(variant);
        Assert.Equal(["a none", "a 1", "b none"], run.Batch([new Click("a", What: "get set=1 get"), new Click("b", What: "get")])!.Order(RowOrder));
        Assert.Equal((1, 1, 0), (run.State.NumRowsTotal, run.State.NumRowsUpdated, run.State.NumRowsRemoved));
        Assert.Equal("transformWithStateExec", run.State.OperatorName);
        Assert.Equal((5, 5, 5), (run.State.CustomMetrics["numValueStateVars"], run.State.CustomMetrics["numListStateVars"], run.State.CustomMetrics["numMapStateVars"]));
        Assert.Equal(["a 1", "a 2"], run.Batch([new Click("a", What: "get set=3 set=2 get")]));
        Assert.Equal((1, 2, 0), (run.State.NumRowsTotal, run.State.NumRowsUpdated, run.State.NumRowsRemoved));
        Assert.Equal(["a 2", "a none"], run.Batch([new Click("a", What: "get clear get clear")]));
        Assert.Equal((0, 0, 2), (run.State.NumRowsTotal, run.State.NumRowsUpdated, run.State.NumRowsRemoved));
        Assert.Equal(["a none", "a batch 3"], run.Batch([new Click("a", What: "get query")]));
        Assert.Null(run.Batch());
    }

    [Theory]
    [MemberData(nameof(StepVariant.All), MemberType = typeof(StepVariant))]
    public void AListKeepsItsOrder(StepVariant variant)
    {
        using var run = New(variant);
        Assert.Equal(["a [] False", "a [x,y] True"], run.Batch([new Click("a", What: "list add=x add=y list")]));
        Assert.Equal((1, 2, 0), (run.State.NumRowsTotal, run.State.NumRowsUpdated, run.State.NumRowsRemoved));
        Assert.Equal(["b [] False"], run.Batch([new Click("b", What: "list")]));
        Assert.Equal(["a [x,y,z,w]"], run.Batch([new Click("a", What: "all=z,w list")])!.Select(row => row[..^5]));
        Assert.Equal(["a [p]"], run.Batch([new Click("a", What: "put=p list")])!.Select(row => row[..^5]));
        Assert.Equal((1, 1, 0), (run.State.NumRowsTotal, run.State.NumRowsUpdated, run.State.NumRowsRemoved));
        Assert.Equal(["a [p,q] True", "a [] False"], run.Batch([new Click("a", What: "add=q list empty list")]));
        Assert.Equal((0, 1, 2), (run.State.NumRowsTotal, run.State.NumRowsUpdated, run.State.NumRowsRemoved));
        Assert.Equal(["a [] False", "a [r] True"], run.Batch([new Click("a", What: "list empty add=r list")]));
        Assert.Equal((1, 1, 0), (run.State.NumRowsTotal, run.State.NumRowsUpdated, run.State.NumRowsRemoved));
    }

    [Theory]
    [MemberData(nameof(StepVariant.All), MemberType = typeof(StepVariant))]
    public void AMapCountsItsEntries(StepVariant variant)
    {
        using var run = New(variant);
        Assert.Equal(["a {} False", "a {p:2,q:1} True", "a False"], run.Batch([new Click("a", What: "map inc=q inc=p inc=p map has=z")]));
        Assert.Equal((2, 3, 0), (run.State.NumRowsTotal, run.State.NumRowsUpdated, run.State.NumRowsRemoved));
        Assert.Equal(["a {p:3}", "ab {p:1}"], run.Batch([new Click("a", What: "inc=p del=q del=none map"), new Click("ab", What: "inc=p map")])!.Select(row => row[..^5]).Order(StringComparer.Ordinal));
        Assert.Equal((2, 2, 2), (run.State.NumRowsTotal, run.State.NumRowsUpdated, run.State.NumRowsRemoved));
        Assert.Equal(["a {} False"], run.Batch([new Click("a", What: "inc=x wipe map")]));
        Assert.Equal((1, 1, 2), (run.State.NumRowsTotal, run.State.NumRowsUpdated, run.State.NumRowsRemoved));
        Assert.Equal(["ab {p:1} True"], run.Batch([new Click("ab", What: "map")]));
    }

    [Theory]
    [MemberData(nameof(StepVariant.All), MemberType = typeof(StepVariant))]
    public void StateBeginsWithBoundedData(StepVariant variant)
    {
        using var run = new StepRun<Click, string>(variant, OutputMode.Update, clicks => clicks.GroupBy(click => click.User).TransformWithState(
            () => new LetterProcessor(), TimeMode.None, OutputMode.Update, clicks.Session.CreateDataFrame<KeyValue<string?, long>>([new("a", 1), new("z", 2), new("a", 3)]).As<KeyValue<string?, long>>()));
        Assert.Equal(["a 3", "b none"], run.Batch([new Click("a", What: "get"), new Click("b", What: "get")])!.Order(RowOrder));
        Assert.Equal((2, 3), (run.State.NumRowsTotal, run.State.NumRowsUpdated));
        Assert.Equal(["z 2"], run.Batch([new Click("z", What: "get clear")]));
        Assert.Equal(["z none"], run.Batch([new Click("z", What: "get")]));
    }

    [Fact]
    public void VariablesMayBeAddedRemovedAndDefinedInAnotherOrder()
    {
        using var run = New(new StepVariant(1, 7, false, false));
        run.Batch([new Click("a", What: "set=1 add=x inc=k"), new Click("b", What: "set=2 add=y add=z inc=k inc=l")]);
        Assert.Equal(7, run.State.NumRowsTotal);
        run.Restart(clicks => clicks.GroupBy(click => click.User).TransformWithState(() => new Other(), TimeMode.None, OutputMode.Update));
        Assert.Equal(["a 1 "], run.Batch(GroupStateTests.Of("a")));
        Assert.Equal(3, run.State.NumRowsTotal); // both values, and the new variable of a
        run.Restart();
        Assert.Equal(["b [] False", "b {} False", "b 2"], run.Batch([new Click("b", What: "list map get")]));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void AVariableOfAnotherTypeIsRefused(bool rocksDb)
    {
        using var run = New(new StepVariant(3, 7, false, rocksDb));
        run.Batch([new Click("a", What: "set=1")]);
        run.Restart(clicks => clicks.GroupBy(click => click.User).TransformWithState(() => new Text(), TimeMode.None, OutputMode.Update));
        var error = Assert.Throws<StreamingException>(() => run.Batch(GroupStateTests.Of("a")));
        Assert.Equal("STATE_STORE_VALUE_SCHEMA_NOT_COMPATIBLE", error.ErrorClass);
        Assert.Contains("Existing value_schema=value of long and new value_schema=value of string (state variable value)", error.Message);
    }

    [Fact]
    public void EachWorkerHasAProcessorThatIsClosed()
    {
        var seen = new System.Collections.Concurrent.ConcurrentQueue<string>();
        using (var run = new StepRun<Click, string>(new StepVariant(3, 7, false, false), OutputMode.Append, clicks => clicks.GroupBy(click => click.User)
            .TransformWithState(() => new LetterProcessor(seen: seen.Enqueue), TimeMode.ProcessingTime, OutputMode.Append)))
        {
            run.Batch(GroupStateTests.Of("a"));
            run.Batch(GroupStateTests.Of("b"));
            Assert.Equal(Enumerable.Repeat("init Append ProcessingTime", 3), seen);
        }

        Assert.Equal(3, seen.Count(text => text == "close"));
    }

    [Fact]
    public void ANullKeyHasNoStateButRows()
    {
        using var run = New(StepVariant.Plain);
        Assert.Equal([" batch 0"], run.Batch([new Click(null, What: "query")]));
        var error = Assert.Throws<StreamingException>(() => run.Batch([new Click(null, What: "get")]));
        Assert.Equal(("INTERNAL_ERROR_TWS", "XX000"), (error.ErrorClass, error.SqlState));
        Assert.Contains("Implicit key not found in state store for stateName=value", error.Message);
    }

    [Theory]
    [InlineData("timer=1", "operation=register_timer with invalid timeMode=NoTime")]
    [InlineData("no=1", "operation=delete_timer with invalid timeMode=NoTime")]
    [InlineData("timers", "operation=list_timers with invalid timeMode=NoTime")]
    [InlineData("late", "operation=get_value_state with invalid handle state=INITIALIZED")]
    [InlineData("put=", "")]
    [InlineData("what", "An error occurred in the user-defined function handleInputRows of the StatefulProcessor. Reason: unknown word what. SQLSTATE: 39000")]
    public void WhatCannotBeDoneSaysSo(string word, string text)
    {
        using var run = New(StepVariant.Plain);
        if (text.Length == 0)
        {
            Assert.Equal(["a [] True"], run.Batch([new Click("a", What: $"{word} list")])); // one empty text
            return;
        }

        Assert.Contains(text, Assert.Throws<StreamingException>(() => run.Batch([new Click("a", What: word)])).Message);
    }

    [Fact]
    public void ListsAreNeitherEmptyNorHaveNulls()
    {
        Defined("Cannot write empty list values to State Store for StateName x", handle => handle.GetListState<string>("x"), list => list.Put([]));
        Defined("Cannot write empty list values to State Store for StateName x", handle => handle.GetListState<string>("x"), list => list.AppendList([]));
        Defined("Cannot write null values to State Store for StateName x", handle => handle.GetListState<string>("x"), list => list.AppendValue(null!));
        Defined("Cannot write null values to State Store for StateName x", handle => handle.GetListState<string>("x"), list => list.Put(["a", null!]));
        Defined("Cannot write null values to State Store for StateName x", handle => handle.GetMapState<string, string>("x"), map => map.UpdateValue("a", null!));
        Defined("Cannot write null values to State Store for StateName x", handle => handle.GetMapState<string, string>("x"), map => map.UpdateValue(null!, "a"));
        Defined("State variable with name value has already been defined", handle => handle.GetValueState<int>("value"), _ => { });
        Defined("The state variable x has no value for this key", handle => handle.GetValueState<int>("x"), value => value.Get());
    }

    [Fact]
    public void ANullValueIsARowWithoutAValue()
    {
        using var run = new StepRun<Click, string>(StepVariant.Plain, OutputMode.Update, clicks => clicks.GroupBy(click => click.User).TransformWithState(
            () => new Acting<ValueState<string?>>(handle => handle.GetValueState<string?>("x"), value => value.Update(null), value => $"{value.Exists} {value.GetOr("other")}"), TimeMode.None, OutputMode.Update));
        Assert.Equal(["False other"], run.Batch(GroupStateTests.Of("a")));
        Assert.Equal((1, 1), (run.State.NumRowsTotal, run.State.NumRowsUpdated));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void RowsThatGoOutMayHaveAnEventTime(int workers)
    {
        using var run = new StepRun<Click, string>(new StepVariant(workers, 7, false, false), OutputMode.Append, clicks => clicks.WithWatermark(click => click.Time, "0 seconds").GroupBy(click => click.User)
            .TransformWithState(() => new Delay(), TimeMode.EventTime, OutputMode.Append, new TransformWithStateOptions<Click> { EventTime = click => click.Time })
            .GroupBy(click => click.User).FlatMapGroupsWithState<long, string>(OutputMode.Append, GroupStateTimeout.EventTime, (user, rows, state) => rows.Select(row => $"{user} {row.Second}")));
        Assert.Equal(["a 11"], run.Drain([new Click("a", 10)]));
        Assert.Equal(["b 21"], run.Drain([new Click("b", 20)]));
        var error = Assert.Throws<StreamingException>(() => run.Drain([new Click("c", 30, "late")]));
        Assert.Equal("EMITTING_ROWS_OLDER_THAN_WATERMARK_NOT_ALLOWED", error.ErrorClass);
    }

    private static readonly Comparer<string> RowOrder = Comparer<string>.Create((x, y) => string.CompareOrdinal(x[..1], y[..1]));

    private static StepRun<Click, string> New(StepVariant variant) => new(variant, OutputMode.Update, clicks => clicks.GroupBy(click => click.User)
        .TransformWithState(() => new LetterProcessor(), TimeMode.None, OutputMode.Update));

    private static void Defined<T>(string text, Func<StatefulProcessorHandle, T> define, Action<T> act)
    {
        using var run = new StepRun<Click, string>(StepVariant.Plain, OutputMode.Update, clicks => clicks.GroupBy(click => click.User).TransformWithState(
            () => new Acting<T>(handle => { handle.GetValueState<long>("value"); return define(handle); }, act, _ => ""), TimeMode.None, OutputMode.Update));
        Assert.Contains(text, Assert.Throws<StreamingException>(() => run.Batch(GroupStateTests.Of("a"))).Message);
    }

    private sealed class Acting<T>(Func<StatefulProcessorHandle, T> define, Action<T> act, Func<T, string> show) : StatefulProcessor<string?, Click, string>
    {
        private T _state = default!;

        public override void Init(OutputMode outputMode, TimeMode timeMode) => _state = define(Handle);

        public override IEnumerable<string> HandleInputRows(string? key, GroupRows<Click> rows, TimerValues timerValues)
        {
            act(_state);
            return [show(_state)];
        }
    }

    private sealed class Other : StatefulProcessor<string?, Click, string>
    {
        private ValueState<string> _new = null!;
        private ValueState<long> _value = null!;

        public override void Init(OutputMode outputMode, TimeMode timeMode)
        {
            _new = Handle.GetValueState<string>("new");
            _value = Handle.GetValueState<long>("value");
            Handle.DeleteIfExists("list");
            Handle.DeleteIfExists("map");
            Handle.DeleteIfExists("never there");
        }

        public override IEnumerable<string> HandleInputRows(string? key, GroupRows<Click> rows, TimerValues timerValues)
        {
            string before = _new.GetOr("");
            _new.Update("x");
            return [$"{key} {_value.Get()} {before}"];
        }
    }

    private sealed class Text : StatefulProcessor<string?, Click, string>
    {
        public override void Init(OutputMode outputMode, TimeMode timeMode) => Handle.GetValueState<string>("value");

        public override IEnumerable<string> HandleInputRows(string? key, GroupRows<Click> rows, TimerValues timerValues) => [];
    }

    private sealed class Delay : StatefulProcessor<string?, Click, Click>
    {
        public override void Init(OutputMode outputMode, TimeMode timeMode)
        {
        }

        public override IEnumerable<Click> HandleInputRows(string? key, GroupRows<Click> rows, TimerValues timerValues) =>
            rows.Select(row => row with { Second = row.What == "late" ? 1 : row.Second + 1 });
    }
}
