namespace Streaming.Core.Tests;

public sealed class DetachableTests
{
    [Fact]
    public void PartsOfTuplesAndKeyedRowsAreDetached()
    {
        var buffer = new BatchBuffer(64);
        var slice = new Utf8Slice(buffer, buffer.Append("text"u8), 4);
        var tuple = Detachable.Detach((slice, 1, "a"));
        var nested = Detachable.Detach(new KeyValue<string, (Utf8Slice, int)>("k", (slice, 2)));
        var count = Detachable.Detach(new KeyCount<Utf8Slice>(slice, 3));
        var many = Detachable.Detach((1, 2, 3, 4, 5, 6, 7, 8, slice));
        buffer.Clear();
        Assert.Throws<InvalidOperationException>(() => slice.ToString());
        Assert.Equal(("text", 1, "a"), (tuple.slice.ToString(), tuple.Item2, tuple.Item3));
        Assert.Equal(("k", "text", 2), (nested.Key, nested.Value.Item1.ToString(), nested.Value.Item2));
        Assert.Equal(("text", 3), (count.Key.ToString(), count.Count));
        Assert.Equal(("text", 8), (many.slice.ToString(), many.Item8));
    }

    [Fact]
    public void ValuesThatOwnTheirMemoryStayAsTheyAre()
    {
        object text = "a";
        Assert.Same(text, Detachable.Detach(text));
        Assert.Equal((1, "b"), Detachable.Detach((1, "b")));
        Assert.Null(Detachable.Detach<string?>(null));
    }
}
