namespace Streaming;

internal sealed class FlatMapLink<TIn, TOut>(StageContext context, int number, Func<TIn, IEnumerable<TOut>> function, Link<TOut> next) : Link<TIn>
{
    public override void Push(TIn value)
    {
        context.Current = number;
        var results = function(value);
        if (results is TOut[] array)
        {
            foreach (var result in array)
            {
                next.Push(result);
            }

            return;
        }

        // An iterator is user code that runs between the pushes, so the name is set again before each step.
        using var enumerator = results.GetEnumerator();
        while (enumerator.MoveNext())
        {
            next.Push(enumerator.Current);
            context.Current = number;
        }
    }
}
