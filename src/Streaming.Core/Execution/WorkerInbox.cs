using System.Threading.Channels;

namespace Streaming;

/// <summary>What other workers send to one; bounded, so that a slow worker slows down the others.</summary>
internal sealed class WorkerInbox
{
    private const int Capacity = 32;

    private readonly Channel<ExchangeMessage> _channel = Channel.CreateBounded<ExchangeMessage>(
        new BoundedChannelOptions(Capacity) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    // A worker has a thread of its own and waits on it; waiting for the channel's task would make one for each wait.
    private readonly ManualResetEventSlim _written = new();

    public bool TryRead(out ExchangeMessage message) => _channel.Reader.TryRead(out message);

    public bool TryWrite(ExchangeMessage message)
    {
        if (!_channel.Writer.TryWrite(message))
        {
            return false;
        }

        _written.Set();
        return true;
    }

    /// <summary>Returns when there is a message.</summary>
    public void Wait(CancellationToken cancellationToken)
    {
        _written.Reset();
        if (!_channel.Reader.TryPeek(out _))
        {
            _written.Wait(cancellationToken);
        }
    }
}
