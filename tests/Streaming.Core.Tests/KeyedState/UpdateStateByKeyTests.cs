namespace Streaming.Core.Tests.KeyedState;

/// <summary>The style of DStreams: every known key in every batch.</summary>
public sealed class UpdateStateByKeyTests
{
    [Theory]
    [MemberData(nameof(StepVariant.All), MemberType = typeof(StepVariant))]
    public void EveryKnownKeyIsUpdatedInEachBatch(StepVariant variant)
    {
        using var run = new StepRun<Click, KeyValue<string?, int>>(variant, OutputMode.Update, clicks => clicks.GroupBy(click => click.User).UpdateStateByKey<int>((rows, state) =>
        {
            int idle = rows.Count > 0 ? 0 : state.GetOr(0) + 1;
            if (idle < 2)
            {
                state.Update(idle);
            }
            else
            {
                state.Remove();
            }
        }));
        Assert.Equal([new("a", 0), new("b", 0)], Sorted(run.Batch(GroupStateTests.Of("a", "b", "a"))));
        Assert.Equal([new(null, 0), new("a", 1), new("b", 0)], Sorted(run.Batch(GroupStateTests.Of("b", null))));
        Assert.Equal([new(null, 1), new("b", 0)], Sorted(run.Batch(GroupStateTests.Of("b"))));
        Assert.Equal((2, 2, 1), (run.State.NumRowsTotal, run.State.NumRowsUpdated, run.State.NumRowsRemoved));
        Assert.Equal([new("a", 0), new("b", 1)], Sorted(run.Batch(GroupStateTests.Of("a"))));
        Assert.Null(run.Batch());
    }

    private static IEnumerable<KeyValue<string?, int>> Sorted(IEnumerable<KeyValue<string?, int>>? rows) => rows!.OrderBy(row => row.Key, StringComparer.Ordinal);
}
