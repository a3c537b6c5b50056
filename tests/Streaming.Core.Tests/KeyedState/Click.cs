namespace Streaming.Core.Tests.KeyedState;

/// <summary>A row of the tests of functions with state.</summary>
public sealed record Click(string? User, int? Second = null, string What = "")
{
    public DateTimeOffset? Time => Second is { } second ? DateTimeOffset.UnixEpoch.AddSeconds(second) : null;
}
