namespace Streaming.Acceptance.Tests;

internal static class QueryExtensions
{
    /// <summary>A session with these settings.</summary>
    public static StreamingSession NewSession(params (string Name, string Value)[] settings) => StreamingSession.Create(Options(settings));

    /// <summary>A session whose checkpoints are on another file system.</summary>
    public static StreamingSession NewSession(IFileSystem files, params (string Name, string Value)[] settings) =>
        StreamingSession.Create(Options(settings), new FileSystemBackend(files));

    /// <summary>Waits until a query fails, and returns why.</summary>
    public static async Task<StreamingQueryException> FailureAsync(this StreamingQuery query, TimeSpan? patience = null)
    {
        var error = await Assert.ThrowsAsync<StreamingQueryException>(() => query.AwaitTerminationAsync(patience ?? Eventually.Patience));
        Assert.False(query.IsActive);
        Assert.Same(error, query.Exception);
        return error;
    }

    /// <summary>Waits until a query ends by itself; its failure is the test's.</summary>
    public static async Task EndAsync(this StreamingQuery query, TimeSpan? patience = null) =>
        Assert.True(await query.AwaitTerminationAsync(patience ?? Eventually.Patience), "The query did not end: " + query.Status.Message);

    private static StreamingSessionOptions Options((string Name, string Value)[] settings) => new()
    {
        Name = "acceptance",
        Configuration = settings.ToDictionary(setting => setting.Name, setting => setting.Value),
    };
}
