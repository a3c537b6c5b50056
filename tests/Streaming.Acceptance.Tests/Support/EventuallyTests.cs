namespace Streaming.Acceptance.Tests;

public sealed class EventuallyTests
{
    [Fact]
    public async Task WaitsForTheCondition()
    {
        int asked = 0;
        await Eventually.True(() => ++asked == 4, "four questions");
        Assert.Equal(4, asked);
    }

    [Fact]
    public async Task SaysWhatWasMissing()
    {
        var error = await Assert.ThrowsAsync<TimeoutException>(() => Eventually.True(() => false, "the impossible", TimeSpan.FromMilliseconds(5)));
        Assert.Contains("the impossible", error.Message);
    }

    [Fact]
    public async Task RepeatsAssertions()
    {
        int asked = 0;
        await Eventually.Passes(() => Assert.Equal(3, ++asked));
        await Assert.ThrowsAnyAsync<Xunit.Sdk.XunitException>(() => Eventually.Passes(() => Assert.Fail("no"), TimeSpan.FromMilliseconds(5)));
    }

    [Fact]
    public void SeedRepeatsForTheSamePurpose()
    {
        Assert.Equal(TestSeed.NewRandom("a").NextInt64(), TestSeed.NewRandom("a").NextInt64());
        Assert.NotEqual(TestSeed.NewRandom("a").NextInt64(), TestSeed.NewRandom("b").NextInt64());
    }

    [Fact]
    public void TempFolderGoesWithItsContents()
    {
        string path;
        using (var folder = new TempFolder())
        {
            path = folder.Path;
            Directory.CreateDirectory(folder.Combine("a", "b"));
            File.WriteAllText(folder.Combine("a", "b", "c"), "text");
        }

        Assert.False(Directory.Exists(path));
    }
}
