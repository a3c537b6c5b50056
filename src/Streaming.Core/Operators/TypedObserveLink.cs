using System.Text.Encodings.Web;
using System.Text.Json;

namespace Streaming;

/// <summary>Adds each typed row to the metrics of the epoch, and hands it on.</summary>
internal sealed class TypedObserveLink<T, TMetrics>(StageContext context, int number, TypedObserveNode<T, TMetrics> node, Link<T> next) : Link<T>, IObservation
{
    private static readonly JsonSerializerOptions Json = new() { IncludeFields = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private TMetrics _metrics = node.Init();

    public string Name => node.Metrics;

    public override void Push(T value)
    {
        context.Current = number;
        _metrics = node.Add(_metrics, value);
        next.Push(value);
    }

    public void Reset() => _metrics = node.Init();

    public void Merge(IObservation other) => _metrics = node.Merge(_metrics, ((TypedObserveLink<T, TMetrics>)other)._metrics);

    public string ToJson() => JsonSerializer.Serialize(_metrics, Json);
}
