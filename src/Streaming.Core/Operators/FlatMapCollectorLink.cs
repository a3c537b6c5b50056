namespace Streaming;

internal sealed class FlatMapCollectorLink<TIn, TOut> : Link<TIn>
{
    private readonly StageContext _context;
    private readonly int _number;
    private readonly FlatMapFunction<TIn, TOut> _function;
    private readonly NextCollector _collector;

    public FlatMapCollectorLink(StageContext context, int number, FlatMapFunction<TIn, TOut> function, Link<TOut> next)
    {
        _context = context;
        _number = number;
        _function = function;
        _collector = new NextCollector(context, number, next);
    }

    public override void Push(TIn value)
    {
        _context.Current = _number;
        _function(value, _collector);
    }

    private sealed class NextCollector(StageContext context, int number, Link<TOut> next) : Collector<TOut>
    {
        public override void Add(TOut value)
        {
            next.Push(value);
            context.Current = number;
        }
    }
}
