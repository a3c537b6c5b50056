namespace Streaming;

/// <summary>A worker's receiving end of an exchange.</summary>
internal interface IExchangeReceiver
{
    int Exchange { get; }

    /// <summary>Takes a batch from another worker and gives it back to the pool.</summary>
    void Receive(object batch);
}
