using System.Text.RegularExpressions;

namespace Streaming.Core.Tests.Architecture;

public sealed partial class HouseRulesTests
{
    private const int MostLines = 500;

    [Fact]
    public void ClocksAreTimeProviders() =>
        AssertNone(Matches(WallClock(), "src", "tests"), "read the clock of a TimeProvider");

    [Fact]
    public void NothingSleeps() =>
        AssertNone(Matches(Sleep(), "src", "tests"), "wait for a condition");

    [Fact]
    public void OnePublicTypePerFile() =>
        AssertNone(
            from file in SourceTree.Files("src")
            let count = PublicType().Count(SourceTree.Code(file.Text))
            where count > 1
            select $"{file.Path}: {count} public types",
            "give each public type a file of its own");

    [Fact]
    public void FilesAreShort() =>
        AssertNone(
            from file in SourceTree.Files("src")
            let lines = file.Text.AsSpan().TrimEnd('\n').Count('\n') + 1
            where lines > MostLines
            select $"{file.Path}: {lines} lines",
            $"split a file of more than {MostLines} lines");

    [Fact]
    public void NamespacesAreFileScoped() =>
        AssertNone(
            from file in SourceTree.Files("src", "tests")
            let code = SourceTree.Code(file.Text)
            where BlockNamespace().IsMatch(code) || (AnyType().IsMatch(code) && !FileNamespace().IsMatch(code))
            select file.Path,
            "start the file with 'namespace X;'");

    private static IEnumerable<string> Matches(Regex pattern, params string[] folders) =>
        from file in SourceTree.Files(folders)
        let code = SourceTree.Code(file.Text)
        from match in pattern.Matches(code)
        select $"{file.Path}({code.AsSpan(0, match.Index).Count('\n') + 1}): {match.Value}";

    private static void AssertNone(IEnumerable<string> found, string rule)
    {
        var list = found.ToList();
        Assert.True(list.Count == 0, $"House rule: {rule}.{Environment.NewLine}{string.Join(Environment.NewLine, list)}");
    }

    [GeneratedRegex(@"\bDateTime(Offset)?\.(Utc)?Now\b|\bDateTime\.Today\b")]
    private static partial Regex WallClock();

    [GeneratedRegex(@"\bThread\.Sleep\b")]
    private static partial Regex Sleep();

    [GeneratedRegex(@"^public\s", RegexOptions.Multiline)]
    private static partial Regex PublicType();

    [GeneratedRegex(@"^(public|internal|file)\s", RegexOptions.Multiline)]
    private static partial Regex AnyType();

    [GeneratedRegex(@"^namespace\s+[\w.]+\s*;", RegexOptions.Multiline)]
    private static partial Regex FileNamespace();

    [GeneratedRegex(@"^namespace\s+[\w.]+\s*(\{|\r?$)", RegexOptions.Multiline)]
    private static partial Regex BlockNamespace();
}
