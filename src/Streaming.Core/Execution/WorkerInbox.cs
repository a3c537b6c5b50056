using System.Threading.Channels;

namespace Streaming;

/// <summary>What other workers send to one; bounded, so that a slow worker slows down the others.</summary>
internal sealed class WorkerInbox
{
    private const int Capacity = 32;

    private readonly Channel<ExchangeMessage> _channel = Channel.CreateBounded<ExchangeMessage>(
        new BoundedChannelOptions(Capacity) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    public ChannelReader<ExchangeMessage> Reader => _channel.Reader;

    public bool TryWrite(ExchangeMessage message) => _channel.Writer.TryWrite(message);
}
