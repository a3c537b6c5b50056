namespace Streaming;

/// <summary>The texts of <see cref="StreamingQueryStatus.Message"/>, Spark's.</summary>
internal static class StatusMessages
{
    public const string Initializing = "Initializing sources";
    public const string ProcessingNewData = "Processing new data";
    public const string CleaningUpState = "No new data but cleaning up state";
    public const string WaitingForTrigger = "Waiting for next trigger";
    public const string WaitingForData = "Waiting for data to arrive";
    public const string Stopped = "Stopped";

    public static string GettingOffsets(string source) => $"Getting offsets from {source}";

    public static string Failed(Exception error) => $"Terminated with exception: {error.Message}";
}
