namespace Streaming.Core.Tests;

public sealed class UnknownSettingTests
{
    private static async Task Run(string setting)
    {
        await using var session = StreamingSession.Create("settings");
        session.Configuration.Set(setting, "2");
        var query = session.ReadStream().From(new MemoryStream<int>()).WriteStream().Memory("rows").Start();
        await query.ProcessAllAvailableAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_slip_in_one_of_our_own_names_is_refused_and_names_the_right_ones()
    {
        var error = await Assert.ThrowsAsync<StreamingException>(() => Run("streaming.worker"));
        Assert.Equal("UNKNOWN_CONF", error.ErrorClass);
        Assert.Contains("'streaming.worker'", error.Message);
        Assert.Contains("streaming.workers", error.Message.Replace("'streaming.worker'", "", StringComparison.Ordinal));
    }

    [Fact]
    public Task Settings_of_Spark_without_a_meaning_here_are_ignored() => Run("spark.sql.streaming.forceDeleteTempCheckpointLocation");
}
