using System.Text.Encodings.Web;
using System.Text.Json;

namespace Streaming;

/// <summary>Adds each typed row to the metrics of the epoch, and hands it on.</summary>
internal sealed class TypedObserveLink<T, TMetrics>(
    StageContext context, int number, string name, Func<TMetrics> init, Func<TMetrics, T, TMetrics> add, Func<TMetrics, TMetrics, TMetrics> merge, Link<T> next) : Link<T>, IObservation
{
    private static readonly JsonSerializerOptions Json = new() { IncludeFields = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private TMetrics _metrics = init();

    public string Name => name;

    public override void Push(T value)
    {
        context.Current = number;
        _metrics = add(_metrics, value);
        next.Push(value);
    }

    public void Reset() => _metrics = init();

    public void Merge(IObservation other) => _metrics = merge(_metrics, ((TypedObserveLink<T, TMetrics>)other)._metrics);

    public string ToJson() => JsonSerializer.Serialize(_metrics, Json);
}
