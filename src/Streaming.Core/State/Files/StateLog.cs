using Microsoft.Extensions.Logging;

namespace Streaming;

internal static partial class StateLog
{
    [LoggerMessage(Level = LogLevel.Debug, Message = "Snapshot of the state after epoch {Epoch} made: {Count} entries in {Milliseconds} ms.")]
    public static partial void SnapshotMade(ILogger logger, long epoch, long count, double milliseconds);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The snapshot of the state after epoch {Epoch} could not be made; the next epoch tries again.")]
    public static partial void SnapshotFailed(ILogger logger, long epoch, Exception error);
}
