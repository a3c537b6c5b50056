namespace Streaming.Core.Tests;

public sealed class CheckpointLocationTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("streaming-location-").FullName;

    private static async Task<StreamingException> StartFailure(string location)
    {
        await using var session = StreamingSession.Create("location");
        return Assert.Throws<StreamingException>(() => session.ReadStream().From(new MemoryStream<int>()).WriteStream().Format("noop").Option("checkpointLocation", location).Start());
    }

    [Fact]
    public async Task A_file_in_the_place_of_the_folder_is_named()
    {
        string file = Path.Combine(_folder, "file");
        await File.WriteAllTextAsync(file, "", TestContext.Current.CancellationToken);
        foreach (string location in new[] { file, Path.Combine(file, "below") })
        {
            var error = await StartFailure(location);
            Assert.Equal("CHECKPOINT_LOCATION_UNUSABLE", error.ErrorClass);
            Assert.Contains(location, error.Message);
            Assert.Contains("checkpointLocation", error.Message);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    public async Task An_empty_location_is_refused(string location)
    {
        var error = await StartFailure(location);
        Assert.Equal("CHECKPOINT_LOCATION_UNUSABLE", error.ErrorClass);
        Assert.Contains("empty", error.Message);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
