namespace Streaming;

/// <summary>Hands each record to several followers, for a stream that is used more than once.</summary>
internal sealed class TeeLink<T>(Link<T>[] targets) : Link<T>
{
    public override void Push(T value)
    {
        foreach (var target in targets)
        {
            target.Push(value);
        }
    }
}
