using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Streaming.Core.Tests;

public sealed class AsyncEnumerableSourceTests
{
    [Fact]
    public void RowsComeInOrder()
    {
        using var source = Make(Numbers(5000), capacity: 100);
        source.PrepareForAvailableNow();
        var all = new List<int>();
        string? start = null;
        while (source.LatestOffset(start, ReadLimit.SourceOptions) is { } end && end != start)
        {
            all.AddRange(SourceRun.Read(source, start, end));
            source.Commit(end);
            start = end;
        }

        Assert.Equal(Enumerable.Range(0, 5000), all);
    }

    [Fact]
    public void AFullBufferIsNotAskedForMore()
    {
        var channel = Channel.CreateUnbounded<int>();
        for (int i = 0; i < 100; i++)
        {
            channel.Writer.TryWrite(i);
        }

        using var source = Make(channel.Reader.ReadAllAsync(), capacity: 10);
        SourceRun.Poll(source, null, offset => offset == "9");
        Assert.Equal(10, SourceRun.Read(source, null, "9").Count);

        // The row that waits for room has been taken, no other.
        Assert.True(SpinWait.SpinUntil(() => channel.Reader.Count == 89, TimeSpan.FromSeconds(20)));
        source.Commit("4");
        SourceRun.Poll(source, "9", offset => offset == "14");
        Assert.Equal(Enumerable.Range(10, 5), SourceRun.Read(source, "9", "14"));
    }

    [Fact]
    public void AnErrorFailsTheQueryAfterTheRowsBeforeIt()
    {
        using var source = Make(Numbers(3, failAtEnd: true));
        SourceRun.Poll(source, null, offset => offset == "2");
        StreamingException? error = null;
        Assert.True(SpinWait.SpinUntil(
            () =>
            {
                try
                {
                    source.LatestOffset("2", ReadLimit.SourceOptions);
                    return false;
                }
                catch (StreamingException thrown)
                {
                    error = thrown;
                    return true;
                }
            },
            TimeSpan.FromSeconds(20)));
        Assert.Contains("threw: broken", error!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TheEndMakesNoMoreRows()
    {
        using var source = Make(Numbers(1));
        SourceRun.Poll(source, null, offset => offset == "0");
        Assert.Equal("0", source.LatestOffset("0", ReadLimit.SourceOptions));
    }

    [Fact]
    public async Task DisposingCancelsTheEnumeration()
    {
        var cancelled = new TaskCompletionSource();
        Make(Endless(cancelled)).Dispose();
        await cancelled.Task.WaitAsync(TimeSpan.FromSeconds(20));
    }

    private static IStreamSource<int> Make(IAsyncEnumerable<int> rows, int capacity = 100) =>
        new AsyncEnumerableSource<int>(rows, new LiveSourceOptions { Capacity = capacity }).CreateSource(SourceRun.Context([]));

    private static async IAsyncEnumerable<int> Numbers(int count, bool failAtEnd = false)
    {
        for (int i = 0; i < count; i++)
        {
            yield return i;
        }

        await Task.Yield();
        if (failAtEnd)
        {
            throw new InvalidOperationException("broken");
        }
    }

    private static async IAsyncEnumerable<int> Endless(TaskCompletionSource cancelled, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        try
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }
        finally
        {
            cancelled.SetResult();
        }

        yield return 1;
    }
}
