using System.Text.RegularExpressions;
using Streaming.Core.Tests.Architecture;

namespace Streaming.Core.Tests.Docs;

/// <summary>Each block of C# in the README and the guides stands, line by line, in a file that is compiled.</summary>
public sealed partial class CodeBlockTests
{
    [Fact]
    public void EveryCodeBlockIsCompiled()
    {
        var compiled = SourceTree.Files("tests", "examples").Select(file => Normal(file.Text.Split('\n'))).ToList();
        var missing = new List<string>();
        int blocks = 0;
        string root = SourceTree.Root();
        foreach (string path in Directory.GetFiles(Path.Combine(root, "docs", "guide"), "*.md").Append(Path.Combine(root, "README.md")).Append(Path.Combine(root, "examples", "README.md")))
        {
            foreach (var (line, block) in Blocks(File.ReadAllLines(path)))
            {
                blocks++;
                if (!compiled.Exists(text => text.Contains(block, StringComparison.Ordinal)))
                {
                    missing.Add($"{Path.GetRelativePath(root, path)}({line})");
                }
            }
        }

        Assert.True(blocks > 20, $"Only {blocks} blocks of C# were found.");
        Assert.True(missing.Count == 0, "No compiled file has the code of: " + string.Join(", ", missing));
    }

    private static IEnumerable<(int Line, string Block)> Blocks(string[] lines)
    {
        for (int i = 0; i < lines.Length; i++)
        {
            if (lines[i].Trim() == "```csharp")
            {
                int end = Array.FindIndex(lines, i + 1, line => line.Trim() == "```");
                yield return (i + 1, Normal(lines[(i + 1)..end]));
                i = end;
            }
        }
    }

    // Indentation, empty lines and using directives do not count.
    private static string Normal(IEnumerable<string> lines) =>
        "\n" + string.Join('\n', lines.Select(line => line.Trim()).Where(line => line.Length > 0 && !Directive().IsMatch(line))) + "\n";

    [GeneratedRegex(@"^using [\w.]+;$")]
    private static partial Regex Directive();
}
