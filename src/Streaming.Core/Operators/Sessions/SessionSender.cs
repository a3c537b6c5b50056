namespace Streaming;

/// <summary>Sends a worker's sessions of the epoch to the workers that own their keys.</summary>
internal sealed class SessionSender<TIn, TBuffer, TOut, TAggregator>(SessionParts<TIn, TBuffer, TOut, TAggregator> parts, KeyedExchangeSender<SessionPart<TBuffer>> sender, Action? flushed = null)
    where TAggregator : struct, IAggregator<TIn, TBuffer, TOut>
{
    // Parts held back at most.
    private const int MaxParts = 1 << 18;

    /// <summary>Sends what there is once it is too much.</summary>
    public void FlushIfLarge()
    {
        if (parts.Count >= MaxParts)
        {
            Flush();
        }
    }

    public void EndEpoch()
    {
        Flush();
        sender.EndEpoch();
    }

    private void Flush()
    {
        Span<byte> scratch = stackalloc byte[16];
        for (int i = 0; i < parts.Keys; i++)
        {
            var key = parts.KeyOf(i, scratch, out bool isNull, out _);
            foreach (int number in parts.PartsOf(i))
            {
                ref var part = ref parts[number];
                sender.Add(key, isNull, new SessionPart<TBuffer>(part.Start, part.End, part.Value));
            }
        }

        parts.Clear();
        flushed?.Invoke();
    }
}
