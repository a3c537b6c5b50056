namespace Streaming.Core.Tests.Files;

/// <summary>Ends a session at the end of a block that is not asynchronous.</summary>
internal sealed class SessionScope(StreamingSession session) : IDisposable
{
    public StreamingSession Value => session;

    public void Dispose() => session.DisposeAsync().AsTask().GetAwaiter().GetResult();
}

internal static class SessionScopes
{
    public static SessionScope ToDisposable(this StreamingSession session) => new(session);
}
