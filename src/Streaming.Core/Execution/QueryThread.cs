namespace Streaming;

/// <summary>Which run the current thread works for.</summary>
internal static class QueryThread
{
    [ThreadStatic]
    private static Guid _currentRun;

    /// <summary>Id of the run; empty on threads that belong to none.</summary>
    public static Guid CurrentRun
    {
        get => _currentRun;
        set => _currentRun = value;
    }
}
