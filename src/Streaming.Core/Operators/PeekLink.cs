namespace Streaming;

internal sealed class PeekLink<T>(StageContext context, int number, Action<T> action, Link<T> next) : Link<T>
{
    public override void Push(T value)
    {
        context.Current = number;
        action(value);
        next.Push(value);
    }
}
