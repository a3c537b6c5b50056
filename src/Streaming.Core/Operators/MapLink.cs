namespace Streaming;

internal sealed class MapLink<TIn, TOut>(StageContext context, int number, Func<TIn, TOut> function, Link<TOut> next) : Link<TIn>
{
    public override void Push(TIn value)
    {
        context.Current = number;
        next.Push(function(value));
    }
}
