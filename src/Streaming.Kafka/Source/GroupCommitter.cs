using Microsoft.Extensions.Logging;

namespace Streaming.Kafka;

/// <summary>Commits offsets to a group in the background, the newest ones only; a failure is logged and otherwise ignored.</summary>
internal sealed partial class GroupCommitter(IGroupOffsets client, string group, ILogger logger) : IDisposable
{
    private readonly Lock _lock = new();
    private KafkaOffsets? _next;
    private Task _running = Task.CompletedTask;
    private bool _isDisposed;

    public void Commit(KafkaOffsets offsets)
    {
        lock (_lock)
        {
            bool isRunning = _next is not null || !_running.IsCompleted;
            _next = offsets;
            if (!isRunning)
            {
                _running = Task.Run(Run);
            }
        }
    }

    public void Dispose()
    {
        Task running;
        lock (_lock)
        {
            if (_isDisposed)
            {
                return;
            }

            _isDisposed = true;
            running = _running;
        }

        // The last offsets should be seen after the query has ended, but a broker that is away must not hold it up.
        if (running.Wait(TimeSpan.FromSeconds(5)))
        {
            client.Dispose();
        }
        else
        {
            _ = running.ContinueWith(_ => client.Dispose(), TaskScheduler.Default);
        }
    }

    private void Run()
    {
        while (true)
        {
            KafkaOffsets offsets;
            lock (_lock)
            {
                if (_next is null)
                {
                    // Marked as ended inside the lock, so that no commit is lost between the test and the end of the task.
                    _running = Task.CompletedTask;
                    return;
                }

                offsets = _next;
                _next = null;
            }

            try
            {
                client.Commit(offsets.All.ToDictionary());
            }
            catch (KafkaClientException error)
            {
                CommitFailed(logger, group, error.Message);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Offsets were not committed to the group {Group}, where they are only shown: {Reason}")]
    private static partial void CommitFailed(ILogger logger, string group, string reason);
}
