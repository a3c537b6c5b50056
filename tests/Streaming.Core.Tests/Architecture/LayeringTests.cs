using System.Text.RegularExpressions;

namespace Streaming.Core.Tests.Architecture;

/// <summary>A folder of the core uses its own layer and those below it, never one above.</summary>
public sealed partial class LayeringTests
{
    private const string Core = "src/Streaming.Core";

    /// <summary>From the top: what stands on a line may use that line and the lines after it.</summary>
    private static readonly string[][] s_layers =
    [
        ["Testing", "DStreams"],
        ["Execution"],
        ["Topology"],
        ["Api", "DataFrames"],
        ["Plan"],
        ["Queries"],
        ["Sources", "Sinks", "Files", "Operators", "Checkpoint"],
        ["Expressions"],
        ["State"],
        ["Serialization", "Time"],
        ["Types", "Diagnostics"],
    ];

    /// <summary>What a folder may use against the order, and why.</summary>
    private static readonly (string Folder, string Type, string Reason)[] s_exceptions =
    [
        ("State", "IFileSystem", "All durable files, state's too, go through the checkpoint's file system, which tests make fail."),
        ("State", "DurableFile", "Deltas and snapshots are published by the checkpoint's write, sync and rename."),
        ("State", "LocalFileSystem", "RocksDB's database is beside a checkpoint on this machine's disk, and elsewhere otherwise."),
        ("Types", "Duration", "StreamOptions reads durations as Spark writes them."),
        ("Types", "Column", "The attribute, not the type."),
        ("Types", "Comparison", "The framework's delegate, not the type."),
        ("Diagnostics", "Operator", "A property of StreamingException, not the type."),
        ("Types", "CalendarInterval", "A member of AtomicKind, not the type."),
        ("Sources", "Column", "The attribute, not the type."),
        ("Types", "Column", "The same."),
        ("Types", "Comparison", "The delegate of System, not the type."),
        ("Expressions", "Column", "A rule of the grammar, not the type."),
        ("Operators", "Worker", "A property of IExchangeOutbox, not the type."),
        ("Expressions", "Operator", "A property of StreamingException, not the type."),
    ];

    [Fact]
    public void EveryFolderHasALayer()
    {
        var unknown = SourceTree.Files(Core).Select(file => FolderOf(file.Path)).Distinct().Where(folder => LayerOf(folder) < 0).ToList();
        Assert.True(unknown.Count == 0, $"Give these folders of {Core} a place in {nameof(LayeringTests)}: {string.Join(", ", unknown)}");
    }

    [Fact]
    public void FoldersUseOnlyTheirLayerAndThoseBelow()
    {
        var files = SourceTree.Files(Core).Select(file => (file.Path, Folder: FolderOf(file.Path), Code: SourceTree.Code(file.Text))).ToList();
        var homes = (from file in files
                     from match in Declaration().Matches(file.Code)
                     let name = match.Groups["type"].Success ? match.Groups["type"].Value : match.Groups["delegate"].Value
                     select (name, file.Folder)).ToLookup(entry => entry.name, entry => entry.Folder);
        Assert.Contains("StreamingSession", homes.Select(home => home.Key));

        var used = new HashSet<(string Folder, string Type)>();
        var wrong = new List<string>();
        foreach (var file in files)
        {
            foreach (string name in Identifier().Matches(file.Code).Select(match => match.Value).Distinct())
            {
                // A name with homes on both sides may mean the lower one.
                if (!homes.Contains(name) || !homes[name].All(home => LayerOf(home) < LayerOf(file.Folder)))
                {
                    continue;
                }

                if (s_exceptions.Any(exception => exception.Folder == file.Folder && exception.Type == name))
                {
                    used.Add((file.Folder, name));
                    continue;
                }

                wrong.Add($"{file.Path} uses {name} of {string.Join(", ", homes[name].Distinct())}");
            }
        }

        Assert.True(wrong.Count == 0, "Against the order of layers:" + Environment.NewLine + string.Join(Environment.NewLine, wrong));
        var stale = s_exceptions.Where(exception => !used.Contains((exception.Folder, exception.Type))).ToList();
        Assert.True(stale.Count == 0, "Exceptions that nothing needs any more: " + string.Join(", ", stale));
    }

    [Fact]
    public void CoreKnowsNoKafkaPackage()
    {
        string project = File.ReadAllText(Path.Combine(SourceTree.Root(), Core, "Streaming.Core.csproj"));
        Assert.DoesNotMatch(@"<(PackageReference|ProjectReference|Reference)\b[^>]*Kafka", project);
        Assert.DoesNotContain(typeof(StreamingSession).Assembly.GetReferencedAssemblies(), name => name.Name!.Contains("Kafka", StringComparison.Ordinal));
    }

    [Fact]
    public void OnlyTheClientsKnowConfluent()
    {
        var found = SourceTree.Files("src")
            .Where(file => !file.Path.StartsWith("src/Streaming.Kafka/Clients/Confluent/", StringComparison.Ordinal))
            .Where(file => !file.Path.StartsWith("src/Streaming.Kafka/Embedded/", StringComparison.Ordinal))
            .Where(file => Confluent().IsMatch(SourceTree.Code(file.Text)))
            .Select(file => file.Path)
            .ToList();
        Assert.True(found.Count == 0, "The client's types stay in Clients/Confluent and Embedded: " + string.Join(", ", found));
    }

    private static string FolderOf(string path) => path.Split('/') is [_, _, var folder, _, ..] ? folder : "(root)";

    private static int LayerOf(string folder) => Array.FindIndex(s_layers, layer => layer.Contains(folder));

    [GeneratedRegex(
        @"^(?:public|internal|file)\s+(?:(?:static|sealed|abstract|partial|readonly|ref|unsafe)\s+)*"
        + @"(?:(?:class|struct|interface|enum|record(?:\s+(?:struct|class))?)\s+(?<type>\w+)|delegate\s+[^(;]*?\s(?<delegate>\w+)(?:<[^(]*>)?\s*\()",
        RegexOptions.Multiline)]
    private static partial Regex Declaration();

    // A name after a dot is a member.
    [GeneratedRegex(@"(?<![.\w])[A-Za-z_]\w*")]
    private static partial Regex Identifier();

    [GeneratedRegex(@"\b(?:using|global::)\s*(?:static\s+)?(?:\w+\s*=\s*)?Confluent\s*\.\s*Kafka|\bConfluent\.Kafka\.\w")]
    private static partial Regex Confluent();
}
