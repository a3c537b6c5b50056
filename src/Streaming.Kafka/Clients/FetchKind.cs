namespace Streaming.Kafka;

/// <summary>What <see cref="IRecordFetcher.Fetch"/> found.</summary>
internal enum FetchKind
{
    /// <summary>Nothing within the time.</summary>
    Nothing,

    /// <summary>Records of one partition.</summary>
    Records,

    /// <summary>A partition has been read up to <see cref="FetchResult.Offset"/>; there is nothing to be had below it.</summary>
    Position,

    /// <summary>A partition cannot be read on; it is stopped until it is started again.</summary>
    Failed,
}
