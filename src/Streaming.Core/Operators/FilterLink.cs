namespace Streaming;

internal sealed class FilterLink<T>(StageContext context, int number, Func<T, bool> predicate, Link<T> next) : Link<T>
{
    public override void Push(T value)
    {
        context.Current = number;
        if (predicate(value))
        {
            next.Push(value);
        }
    }
}
