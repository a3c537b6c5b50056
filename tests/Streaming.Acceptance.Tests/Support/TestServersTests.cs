using Xunit.Sdk;

namespace Streaming.Acceptance.Tests;

public sealed class TestServersTests
{
    private static readonly Dictionary<string, string> s_none = new() { ["KAFKA_BOOTSTRAP_SERVERS"] = "", ["PATH"] = "" };

    [ChildScenario("servers-shared-address")]
    internal static void SharedAddress()
    {
        Console.WriteLine(KafkaServer.Shared.BootstrapServers);
        Console.WriteLine(Assert.Throws<InvalidOperationException>(KafkaServer.Shared.Down).Message);
    }

    [ChildScenario("servers-missing")]
    internal static void Missing()
    {
        try
        {
            _ = KafkaServer.Shared;
            Console.WriteLine("started");
        }
        catch (SkipException skip)
        {
            Console.WriteLine("skipped: " + skip.Message);
        }
        catch (InvalidOperationException error)
        {
            Console.WriteLine("failed: " + error.Message);
        }
    }

    [Fact]
    public void TheFolderIsTheOneSetOrTheNextOneAbove()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The servers are shell scripts.");
        using var folder = new TempFolder();
        string place = folder.Combine("checkout", "tests", "bin");
        Directory.CreateDirectory(place);

        // The temporary folder itself may stand beside such a folder.
        string? above = TestServers.Find(null, Path.GetTempPath());
        Assert.Equal(above, TestServers.Find(null, place));
        Assert.Equal(Path.GetFullPath("/elsewhere"), TestServers.Find("/elsewhere", place));

        Directory.CreateDirectory(folder.Combine("shared", "servers"));
        Assert.Equal(above, TestServers.Find("", place));
        File.WriteAllText(folder.Combine("shared", "servers", "up"), "");
        Assert.Equal(folder.Combine("shared", "servers"), TestServers.Find("", place));
    }

    [Fact]
    public async Task AnAddressInTheEnvironmentIsUsedAndNeverStopped()
    {
        await using var child = Start("servers-shared-address", new() { ["KAFKA_BOOTSTRAP_SERVERS"] = "broker:1234" });
        await child.ExpectExit();
        Assert.Equal("broker:1234", child.Lines[0]);
        Assert.Contains("not the tests' to start, stop or kill", child.Lines[1]);
    }

    [Fact]
    public async Task MissingServersSkipUnlessRequired()
    {
        using var folder = new TempFolder();
        await File.WriteAllTextAsync(folder.Combine("up"), "", TestContext.Current.CancellationToken);
        Assert.Matches("^skipped: .*The servers need Java", await Outcome(folder.Path, required: "0"));
        Assert.Matches("^failed: The servers need Java", await Outcome(folder.Path, required: "1"));
    }

    [Fact]
    public async Task AWrongFolderFailsAndNamesItself()
    {
        string outcome = await Outcome("/no/such/folder", required: "0");
        Assert.StartsWith("failed: STREAMING_SERVERS is", outcome);
        Assert.Contains("such", outcome);
    }

    private static async Task<string> Outcome(string servers, string required)
    {
        var environment = new Dictionary<string, string>(s_none) { ["STREAMING_SERVERS"] = servers, ["STREAMING_REQUIRE_SERVERS"] = required };
        await using var child = Start("servers-missing", environment);
        await child.ExpectExit();
        return child.Lines[0];
    }

    private static ChildProcess Start(string scenario, Dictionary<string, string> environment) =>
        ChildProcess.StartScenarioIn(typeof(TestServersTests).Assembly, scenario, [], environment);
}
