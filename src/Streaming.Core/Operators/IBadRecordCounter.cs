namespace Streaming;

/// <summary>Counts records that an operator could not decode.</summary>
internal interface IBadRecordCounter
{
    string Operator { get; }

    /// <summary>What happens to them.</summary>
    OnBadRecord OnBadRecord { get; }

    /// <summary>Bad records since the run began.</summary>
    long BadRecords { get; }
}
