using Microsoft.Extensions.Logging;

namespace Streaming;

internal static partial class RocksDbLog
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "The database {Folder} cannot be used and is made anew from the checkpoint: {Reason}")]
    public static partial void Damaged(ILogger logger, string folder, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "The database {Folder} was made from the checkpoint's snapshot and deltas, up to epoch {Epoch}, in {Milliseconds} ms.")]
    public static partial void Rebuilt(ILogger logger, string folder, long epoch, double milliseconds);
}
