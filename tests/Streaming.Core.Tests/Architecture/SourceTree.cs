using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Streaming.Core.Tests.Architecture;

/// <summary>The repository's C# files, found from the place of this one.</summary>
internal static partial class SourceTree
{
    /// <summary>The repository's folder; skips the test where the sources are not beside the build.</summary>
    public static string Root()
    {
        string root = Path.GetFullPath(Path.Combine(Here(), "..", "..", ".."));
        Assert.SkipUnless(File.Exists(Path.Combine(root, "Streaming.sln")), "The sources are not here.");
        return root;
    }

    /// <summary>The folder of these tests' sources.</summary>
    public static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;

    /// <summary>C# files below a folder of the repository, as paths from its root with forward slashes.</summary>
    public static IReadOnlyList<(string Path, string Text)> Files(params string[] folders)
    {
        string root = Root();
        var files = folders
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(root, folder), "*.cs", SearchOption.AllDirectories))
            .Select(path => Path.GetRelativePath(root, path).Replace('\\', '/'))
            .Where(path => !path.Split('/').Any(part => part is "obj" or "bin"))
            .Order(StringComparer.Ordinal)
            .Select(path => (path, File.ReadAllText(Path.Combine(root, path))))
            .ToList();
        Assert.NotEmpty(files);
        return files;
    }

    /// <summary>The code without comments and without what stands in strings; lines stay lines.</summary>
    public static string Code(string text) => NotCode().Replace(text, match => new string('\n', match.Value.Count(c => c == '\n')) + " ");

    [GeneratedRegex(""""//[^\n]*|/\*.*?\*/|\$*""".*?"""|\$?@\$?"(?:[^"]|"")*"|\$?"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])+'"""", RegexOptions.Singleline)]
    private static partial Regex NotCode();
}
