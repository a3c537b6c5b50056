namespace Streaming.Acceptance.Tests;

/// <summary>Holds user code up until the test lets it go on.</summary>
internal sealed class Gate : IDisposable
{
    private readonly ManualResetEventSlim _open = new();
    private int _waiting;

    /// <summary>True when somebody has come to the gate.</summary>
    public bool IsReached => Volatile.Read(ref _waiting) > 0;

    /// <summary>Waits at the gate; a test that forgets to open it fails instead of hanging.</summary>
    public void Pass(CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref _waiting);
        if (!_open.Wait(TimeSpan.FromMinutes(2), cancellationToken))
        {
            throw new TimeoutException("Nobody has opened the gate.");
        }
    }

    public void Open() => _open.Set();

    public void Dispose()
    {
        _open.Set();
        _open.Dispose();
    }
}
