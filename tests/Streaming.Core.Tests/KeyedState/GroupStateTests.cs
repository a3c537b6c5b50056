namespace Streaming.Core.Tests.KeyedState;

/// <summary>Functions with one state by key, without timeouts.</summary>
public sealed class GroupStateTests
{
    public sealed record Seen(string Last, long Count);

    public sealed class Basket
    {
        public List<string> Items { get; set; } = [];
    }

    [Theory]
    [MemberData(nameof(StepVariant.All), MemberType = typeof(StepVariant))]
    public void AllRowsOfAKeyComeInOneCallAndItsStateIsKept(StepVariant variant)
    {
        using var run = new StepRun<Click, string>(variant, OutputMode.Update, clicks => clicks.GroupBy(click => click.User)
            .MapGroupsWithState<Seen, string>(GroupStateTimeout.None, (user, rows, state) =>
            {
                var next = new Seen(rows.Last().What, state.GetOr(new Seen("", 0)).Count + rows.Count);
                state.Update(next);
                return $"{user ?? "nobody"}:{rows.Count}/{next.Count}";
            }));
        Assert.Equal(["a:3/3", "b:1/1", "nobody:2/2"], Sorted(run.Batch(Of("a", "b", "a", null, "a", null))));
        Assert.Equal((3, 3, 0), (run.State.NumRowsTotal, run.State.NumRowsUpdated, run.State.NumRowsRemoved));
        Assert.Equal(["a:1/4", "c:1/1", "nobody:1/3"], Sorted(run.Batch(Of("c", null, "a"))));
        Assert.Equal((4, 3), (run.State.NumRowsTotal, run.State.NumRowsUpdated));
        Assert.Equal("flatMapGroupsWithState", run.State.OperatorName);
        Assert.Null(run.Batch());
    }

    [Theory]
    [MemberData(nameof(StepVariant.All), MemberType = typeof(StepVariant))]
    public void AStateIsReadUpdatedAndRemoved(StepVariant variant)
    {
        using var run = new StepRun<Click, string>(variant, OutputMode.Update, clicks => clicks.GroupBy(click => click.User).FlatMapGroupsWithState<long, string>(OutputMode.Update, GroupStateTimeout.None, Commands));
        Assert.Equal(["a none", "a false", "a 5", "a true"], run.Batch([new Click("a", What: "get exists set5 get exists")]));
        Assert.Equal((1, 1, 0), (run.State.NumRowsTotal, run.State.NumRowsUpdated, run.State.NumRowsRemoved));
        Assert.Equal(["a 5"], run.Batch([new Click("a", What: "get")]));
        Assert.Equal((1, 0, 0), (run.State.NumRowsTotal, run.State.NumRowsUpdated, run.State.NumRowsRemoved));
        Assert.Equal(["a none", "a 6"], run.Batch([new Click("a", What: "remove get set6 get")]));
        Assert.Equal((1, 1, 0), (run.State.NumRowsTotal, run.State.NumRowsUpdated, run.State.NumRowsRemoved));
        Assert.Equal(["a 6", "a none"], run.Batch([new Click("a", What: "get remove get")]));
        Assert.Equal((0, 0, 1), (run.State.NumRowsTotal, run.State.NumRowsUpdated, run.State.NumRowsRemoved));
        Assert.Equal(["a none", "b none"], Sorted(run.Batch([new Click("a", What: "get"), new Click("b", What: "remove get")])));
        Assert.Equal((0, 0, 1), (run.State.NumRowsTotal, run.State.NumRowsUpdated, run.State.NumRowsRemoved));
    }

    [Theory]
    [MemberData(nameof(StepVariant.All), MemberType = typeof(StepVariant))]
    public void AStateThatIsChangedButNotUpdatedStaysAsItWas(StepVariant variant)
    {
        using var run = new StepRun<Click, string>(variant, OutputMode.Update, clicks => clicks.GroupBy(click => click.User).MapGroupsWithState<Basket, string>(GroupStateTimeout.None, (user, rows, state) =>
        {
            var basket = state.GetOr(new Basket());
            basket.Items.AddRange(rows.Select(row => row.What.TrimEnd('!')));
            if (rows.Any(row => row.What.EndsWith('!')))
            {
                state.Update(basket);
            }

            return string.Join(",", basket.Items);
        }));
        Assert.Equal(["x"], run.Batch([new Click("a", What: "x!")]));
        Assert.Equal(["x,y"], run.Batch([new Click("a", What: "y")]));
        Assert.Equal(["x,w"], run.Batch([new Click("a", What: "w!")]));
        Assert.Equal(["x,w,v"], run.Batch([new Click("a", What: "v")]));
    }

    [Theory]
    [MemberData(nameof(StepVariant.All), MemberType = typeof(StepVariant))]
    public void StatesBeginWithBoundedData(StepVariant variant)
    {
        StreamingSession? session = null;
        using var run = new StepRun<Click, string>(variant, OutputMode.Update, clicks =>
        {
            session = clicks.Session;
            var initial = session.CreateDataFrame<KeyValue<string?, long>>([new("a", 10), new("z", 20), new(null, 30)]).As<KeyValue<string?, long>>();
            return clicks.GroupBy(click => click.User).FlatMapGroupsWithState(
                OutputMode.Update, GroupStateTimeout.None, Commands, new GroupStateOptions<string?, long> { InitialState = initial });
        });
        Assert.Equal(["a 10", "b none"], Sorted(run.Batch([new Click("a", What: "get"), new Click("b", What: "get")])));
        Assert.Equal((3, 0), (run.State.NumRowsTotal, run.State.NumRowsUpdated));
        Assert.Equal([" 30", "z 20"], Sorted(run.Batch([new Click("z", What: "get remove"), new Click(null, What: "get")])));
        Assert.Equal(["z none"], run.Batch([new Click("z", What: "get")]));
    }

    [Fact]
    public void AKeyTwiceInTheInitialStateIsRefused()
    {
        using var run = new StepRun<Click, string>(StepVariant.Plain, OutputMode.Update, clicks => clicks.GroupBy(click => click.User).FlatMapGroupsWithState(
            OutputMode.Update, GroupStateTimeout.None, Commands,
            new GroupStateOptions<string?, long> { InitialState = clicks.Session.CreateDataFrame<KeyValue<string?, long>>([new("a", 1), new("a", 2)]).As<KeyValue<string?, long>>() }));
        Assert.Contains("multiple rows(state) with the same key", Assert.Throws<StreamingException>(() => run.Batch(Of("b"))).Message);
    }

    [Fact]
    public void ANullInTheInitialStateIsNoState()
    {
        using var run = new StepRun<Click, string>(StepVariant.Plain, OutputMode.Update, clicks => clicks.GroupBy(click => click.User).FlatMapGroupsWithState<string, string>(
            OutputMode.Update, GroupStateTimeout.None, (user, rows, state) => [$"{user} {state.GetOr("none")}"],
            new GroupStateOptions<string?, string>
            {
                InitialState = clicks.Session.CreateDataFrame([["a", "x"], ["b", null]], "key STRING, value STRING").As<KeyValue<string?, string>>(),
            }));
        Assert.Equal(["a x", "b none"], Sorted(run.Batch(Of("b", "a"))));
        Assert.Equal(1, run.State.NumRowsTotal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void KeysComeInTheOrderOfTheirBytesTheNullKeyFirst(int workers)
    {
        using var run = new StepRun<Click, string>(new StepVariant(workers, 7, false, false), OutputMode.Update, clicks => clicks.GroupBy(click => click.User)
            .FlatMapGroupsWithState<long, string>(OutputMode.Update, GroupStateTimeout.None, (user, rows, state) => [user ?? "null"]), ("spark.sql.shuffle.partitions", "1"));
        Assert.Equal(
            ["null", "", "B", "a", "ab", "abcdefghijkl", "abcdefghijkm", "b"],
            run.Batch(Of("b", "abcdefghijkm", "a", null, "", "abcdefghijkl", "B", "ab", "a")));
    }

    [Fact]
    public void RowsCanBeGoneThroughTwiceAndAreGoneAfterTheCall()
    {
        GroupRows<Click>? kept = null;
        using var run = new StepRun<Click, string>(StepVariant.Plain, OutputMode.Update, clicks => clicks.GroupBy(click => click.User).FlatMapGroupsWithState<long, string>(OutputMode.Update, GroupStateTimeout.None, (user, rows, state) =>
        {
            kept = rows;
            return [string.Concat(rows.Select(row => row.What)), string.Concat(rows.Reverse().Select(row => row.What))];
        }));
        Assert.Equal(["123", "321"], run.Batch([new Click("a", What: "1"), new Click("a", What: "2"), new Click("a", What: "3")]));
        Assert.Empty(kept!);
    }

    [Fact]
    public void AnErrorOfTheFunctionNamesItAndTheBatchRunsAgain()
    {
        bool fails = true;
        using var run = new StepRun<Click, string>(StepVariant.Plain, OutputMode.Update, clicks => clicks.GroupBy(click => click.User).MapGroupsWithState<long, string>(GroupStateTimeout.None, (user, rows, state) =>
        {
            state.Update(state.GetOr(0) + 1);
            return user == "bad" && fails ? throw new FormatException("no such click") : $"{user} {state.Get()}";
        }));
        run.Batch(Of("a"));
        var error = Assert.Throws<StreamingException>(() => run.Batch(Of("a", "bad")));
        Assert.Equal("FLATMAPGROUPSWITHSTATE_USER_FUNCTION_ERROR", error.ErrorClass);
        Assert.Contains("Reason: no such click", error.Message);
        Assert.IsType<FormatException>(error.InnerException);
        Assert.Equal("MapGroupsWithState#1", error.Operator);
        fails = false;
        run.Restart();
        Assert.Equal(["a 2", "bad 1"], run.Batch());
    }

    [Fact]
    public void AnErrorInTheMiddleOfAnIteratorIsOneOfTheFunctionAndOneBehindItIsNot()
    {
        static IEnumerable<string> Yield(string? user)
        {
            yield return "fine";
            yield return user == "bad" ? throw new InvalidOperationException("in the iterator") : "fine too";
        }

        using var run = new StepRun<Click, string>(StepVariant.Plain, OutputMode.Update, clicks => clicks.GroupBy(click => click.User)
            .FlatMapGroupsWithState<long, string>(OutputMode.Update, GroupStateTimeout.None, (user, rows, state) => Yield(user))
            .Map(text => text == "fine too" ? throw new InvalidOperationException("behind it") : text));
        Assert.Equal("FLATMAPGROUPSWITHSTATE_USER_FUNCTION_ERROR", Assert.Throws<StreamingException>(() => run.Batch(Of("bad"))).ErrorClass);
        using var other = new StepRun<Click, string>(StepVariant.Plain, OutputMode.Update, clicks => clicks.GroupBy(click => click.User)
            .FlatMapGroupsWithState<long, string>(OutputMode.Update, GroupStateTimeout.None, (user, rows, state) => Yield(user))
            .Map(text => text == "fine too" ? throw new InvalidOperationException("behind it") : text));
        var error = Assert.Throws<StreamingException>(() => other.Batch(Of("a")));
        Assert.Equal(("FAILED_EXECUTE_UDF", "Map#2"), (error.ErrorClass, error.Operator));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void AKeyOfAMegabyteIsAKey(bool rocksDb)
    {
        string key = new('k', 1 << 20);
        using var run = new StepRun<Click, long>(new StepVariant(3, 7, true, rocksDb), OutputMode.Update, clicks => clicks.GroupBy(click => click.User)
            .FlatMapGroupsWithState<long, long>(OutputMode.Update, GroupStateTimeout.ProcessingTime, (user, rows, state) =>
            {
                state.Update(state.GetOr(0) + rows.Count);
                state.SetTimeoutDuration("2 seconds");
                return [user == key ? state.Get() : -1];
            }));
        Assert.Equal([2], run.Batch(Of(key, key)));
        Assert.Equal([3], run.BatchAfter(1, Of(key)));
        Assert.Equal([3], run.BatchAfter(5));
    }

    [Fact]
    public void StatesMayBeWrittenWithASerdeOfOnesOwn()
    {
        using var run = new StepRun<Click, string>(new StepVariant(1, 1024, true, false), OutputMode.Update, clicks => clicks.GroupBy(click => click.User).MapGroupsWithState(
            GroupStateTimeout.None,
            (string? user, GroupRows<Click> rows, GroupState<Basket> state) =>
            {
                var basket = state.GetOr(new Basket());
                basket.Items.Add("x");
                state.Update(basket);
                return $"{basket.Items.Count}";
            },
            new GroupStateOptions<string?, Basket> { StateSerde = Serdes.Json<Basket>() }));
        Assert.Equal(["1"], run.Batch(Of("a")));
        Assert.Equal(["2"], run.Batch(Of("a")));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void AStateOfAnotherTypeIsRefusedAnotherFunctionIsNot(bool rocksDb)
    {
        using var run = new StepRun<Click, string>(new StepVariant(3, 7, false, rocksDb), OutputMode.Update, clicks => clicks.GroupBy(click => click.User)
            .FlatMapGroupsWithState<long, string>(OutputMode.Update, GroupStateTimeout.ProcessingTime, Commands));
        run.Batch([new Click("a", What: "set1")]);
        run.Restart(clicks => clicks.Filter(click => click.User != "").GroupBy(click => click.User)
            .MapGroupsWithState<long, string>(GroupStateTimeout.ProcessingTime, (user, rows, state) => $"{state.Get()}"));
        Assert.Equal(["1"], run.Batch(Of("a")));
        Refused("STATE_STORE_VALUE_SCHEMA_NOT_COMPATIBLE", clicks => clicks.GroupBy(click => click.User).MapGroupsWithState<int, string>(GroupStateTimeout.ProcessingTime, (user, rows, state) => ""));
        Refused("STATE_STORE_KEY_SCHEMA_NOT_COMPATIBLE", clicks => clicks.GroupBy(click => click.Second).MapGroupsWithState<long, string>(GroupStateTimeout.ProcessingTime, (user, rows, state) => ""));
        Refused("STATE_STORE_VALUE_SCHEMA_NOT_COMPATIBLE", clicks => clicks.WithWatermark(click => click.Time, "1 second").GroupBy(click => click.User).MapGroupsWithState<long, string>(GroupStateTimeout.EventTime, (user, rows, state) => ""));
        Refused("STREAMING_STATEFUL_OPERATOR_NOT_MATCH_IN_STATE_METADATA", clicks => clicks.GroupBy(click => click.User).Count().Map(count => ""));

        void Refused(string errorClass, Func<DataStream<Click>, DataStream<string>> build) => Assert.Equal(errorClass, Assert.Throws<StreamingException>(() =>
        {
            run.Restart(build);
            run.Batch(Of("a"));
        }).ErrorClass);
    }

    [Fact]
    public void ANullStateIsRefusedAndAMissingOneSaysSo()
    {
        using var run = new StepRun<Click, string>(StepVariant.Plain, OutputMode.Update, clicks => clicks.GroupBy(click => click.User).MapGroupsWithState<string, string>(GroupStateTimeout.None, (user, rows, state) =>
        {
            Assert.Equal("State is either not defined or has already been removed", Assert.Throws<InvalidOperationException>(() => state.Get()).Message);
            return Assert.Throws<ArgumentException>(() => state.Update(null!)).Message;
        }));
        Assert.Equal(["'null' is not a valid state value"], run.Batch(Of("a")));
    }

    internal static IEnumerable<string> Commands(string? user, GroupRows<Click> rows, GroupState<long> state)
    {
        foreach (string command in rows.SelectMany(row => row.What.Split(' ')))
        {
            if (command.StartsWith("set", StringComparison.Ordinal))
            {
                state.Update(long.Parse(command.AsSpan(3), System.Globalization.CultureInfo.InvariantCulture));
            }
            else if (command == "remove")
            {
                state.Remove();
            }
            else
            {
                yield return command == "exists" ? $"{user} {(state.Exists ? "true" : "false")}" : $"{user} {(state.TryGet(out long value) ? $"{value}" : "none")}";
            }
        }
    }

    internal static IEnumerable<Click> Of(params string?[] users) => users.Select(user => new Click(user));

    internal static IEnumerable<T> Sorted<T>(IEnumerable<T>? rows) => rows!.Order(Comparer<T>.Create((x, y) => string.CompareOrdinal(x?.ToString(), y?.ToString())));
}
