namespace Streaming.Core.Tests.KeyedState;

/// <summary>A million keys, each with a state and a timeout.</summary>
public sealed class ManyKeysTests
{
    private const int Keys = 1_000_000;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void AMillionKeysTimeOut(int workers)
    {
        using var run = new StepRun<int, int>(new StepVariant(workers, 1024, false, false), OutputMode.Update, numbers => numbers.GroupBy(number => $"customer-{number:d8}")
            .FlatMapGroupsWithState<long, int>(OutputMode.Update, GroupStateTimeout.ProcessingTime, (user, rows, state) =>
            {
                if (state.HasTimedOut)
                {
                    state.Remove();
                    return [1];
                }

                state.Update(rows.Count);
                state.SetTimeoutDuration(TimeSpan.FromSeconds(1));
                return [];
            }));
        Assert.Equal([], run.Batch(Enumerable.Range(0, Keys)));
        Assert.Equal(Keys, run.State.NumRowsTotal);
        Assert.Equal(Keys, run.BatchAfter(2)!.Count);
        Assert.Equal(0, run.State.NumRowsTotal);
    }
}
