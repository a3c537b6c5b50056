namespace Streaming;

/// <summary>Where rows go that came too late for all of their windows.</summary>
internal sealed class LateRowsLink<T>(StageContext context, BatchAppender<T> sink)
{
    public void Push(T row, long timestamp, int number)
    {
        context.Timestamp = timestamp;
        context.Row = number;
        sink.Push(row);
    }

    public void Flush() => sink.Flush();
}
