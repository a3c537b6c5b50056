namespace Streaming;

/// <summary>Carries messages from one worker to the others; blocks while the other's inbox is full.</summary>
internal interface IExchangeOutbox
{
    int Worker { get; }

    int Workers { get; }

    void Send(int worker, ExchangeMessage message);
}
