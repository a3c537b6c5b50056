namespace Streaming;

/// <summary>What a worker observes in an epoch, for the metrics of the progress.</summary>
internal interface IObservation
{
    string Name { get; }

    /// <summary>Begins an epoch.</summary>
    void Reset();

    /// <summary>Takes over what another worker has observed at the same place.</summary>
    void Merge(IObservation other);

    /// <summary>The metrics as a JSON object.</summary>
    string ToJson();
}
