using System.Reflection;
using PublicApiGenerator;

namespace Streaming.Core.Tests.Architecture;

/// <summary>The public API changes only on purpose: it is compared with a file beside this test.</summary>
public sealed class PublicApiTests
{
    [Fact]
    public void CoreIsAsApproved() => Check(typeof(StreamingSession).Assembly);

    [Fact]
    public void KafkaIsAsApproved() => Check(Assembly.Load("Streaming.Kafka"));

    private static void Check(Assembly assembly)
    {
        SourceTree.Root();
        string approved = Path.Combine(SourceTree.Here(), assembly.GetName().Name + ".approved.txt");
        string now = assembly.GeneratePublicApi(new ApiGeneratorOptions
        {
            IncludeAssemblyAttributes = false,
            DenyNamespacePrefixes = [],
            ExcludeAttributes = ["System.Runtime.CompilerServices.IsByRefLikeAttribute"],
        }).ReplaceLineEndings("\n").TrimEnd() + "\n";
        if (Environment.GetEnvironmentVariable("STREAMING_APPROVE") == "1")
        {
            File.WriteAllText(approved, now);
            return;
        }

        string before = File.Exists(approved) ? File.ReadAllText(approved).ReplaceLineEndings("\n") : "";
        if (now == before)
        {
            return;
        }

        string[] old = before.Split('\n');
        string[] current = now.Split('\n');
        Assert.Fail(
            $"The public API of {assembly.GetName().Name} is not as approved. If that is meant, run this test with STREAMING_APPROVE=1 and commit {Path.GetFileName(approved)}.\n"
            + string.Concat(old.Except(current).Select(line => "- " + line.Trim() + "\n"))
            + string.Concat(current.Except(old).Select(line => "+ " + line.Trim() + "\n")));
    }
}
