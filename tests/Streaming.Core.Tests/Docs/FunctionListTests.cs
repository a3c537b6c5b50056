using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using Streaming.Core.Tests.Architecture;

namespace Streaming.Core.Tests.Docs;

/// <summary>What is made of the registry of functions is current: docs/functions.md and the generated part of the class Functions. <c>STREAMING_APPROVE=1</c> writes both anew.</summary>
public sealed partial class FunctionListTests
{
    private const string Generated = "src/Streaming.Core/DataFrames/Generated";

    // Column.Cast is for all types.
    private static readonly string[] s_withoutMethod = ["conversion"];

    private static readonly bool s_approve = Environment.GetEnvironmentVariable("STREAMING_APPROVE") == "1";

    private static List<FunctionDefinition> Functions { get; } = [.. FunctionRegistry.All.OrderBy(function => function.Names[0], StringComparer.Ordinal)];

    [Fact]
    public void TheListOfFunctionsIsCurrent()
    {
        var text = new StringBuilder("""
            # Functions

            Made from the registry of functions by `FunctionListTests` (`STREAMING_APPROVE=1` writes it anew). All of them are known to SQL texts (`SelectExpr`, `Filter`, `Sql`, `Expr`) by the names in the first column;
            the class `Functions` has those that are not operators in PascalCase (`Functions.RegexpReplace` for `regexp_replace`). What they do with NULL, overflow and wrong input is what Spark does.


            """);
        foreach (var category in Functions.GroupBy(function => function.Category).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture, $"## {category.Key}\n\n| Function | Arguments | |\n|---|---|---|\n");
            foreach (var function in category)
            {
                string names = string.Join(", ", function.Names.Select(name => $"`{name.Replace("|", "\\|", StringComparison.Ordinal)}`"));
                text.Append(CultureInfo.InvariantCulture, $"| {names} | {Count(function)} | {function.Summary.Replace("|", "\\|", StringComparison.Ordinal)} |\n");
            }

            text.Append('\n');
        }

        Same(Path.Combine(SourceTree.Root(), "docs/functions.md"), text.ToString().TrimEnd() + "\n");
    }

    [Fact]
    public void TheClassHasEveryFunction()
    {
        var methods = typeof(Functions).GetMethods(BindingFlags.Public | BindingFlags.Static).Select(method => method.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var missing = Functions.Where(HasMethod).SelectMany(function => function.Names).Where(name => PlainName().IsMatch(name) && !methods.Contains(Method(name))).ToList();
        Assert.True(s_approve || missing.Count == 0, "Functions lacks (run with STREAMING_APPROVE=1): " + string.Join(", ", missing));
    }

    [Fact]
    public void TheGeneratedMethodsAreCurrent()
    {
        var root = SourceTree.Root();
        var written = Directory.GetFiles(Path.Combine(root, "src/Streaming.Core/DataFrames"), "Functions*.cs")
            .SelectMany(file => MethodName().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value))
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var category in Functions.Where(HasMethod).GroupBy(function => function.Category))
        {
            var names = category.SelectMany(function => function.Names.Select(name => (Name: name, Function: function)))
                .Where(entry => PlainName().IsMatch(entry.Name) && !written.Contains(Method(entry.Name)))
                .OrderBy(entry => entry.Name, StringComparer.Ordinal)
                .ToList();
            string part = char.ToUpperInvariant(category.Key[0]) + category.Key[1..];
            string path = Path.Combine(root, Generated, $"Functions.{part}.cs");
            if (names.Count == 0)
            {
                Assert.False(File.Exists(path));
                continue;
            }

            var text = new StringBuilder($"namespace Streaming;\n\n/// <content>Functions of the category {category.Key}. Made by FunctionListTests from the registry: change it there.</content>\npublic static partial class Functions\n{{\n");
            text.AppendJoin("\n", names.Select(entry => $"    /// <summary>{entry.Function.Summary.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal)}</summary>\n{Declaration(entry.Name, entry.Function)}\n"));
            text.Append("}\n");
            Same(path, text.ToString());
        }
    }

    private static bool HasMethod(FunctionDefinition function) => !s_withoutMethod.Contains(function.Category);

    private static string Method(string name) => string.Concat(name.Split('_').Where(part => part.Length > 0).Select(part => char.ToUpperInvariant(part[0]) + part[1..]));

    // Fixed arguments by place, others as a list.
    private static string Declaration(string name, FunctionDefinition function)
    {
        string[] places = ["first", "second", "third", "fourth", "fifth"];
        if (function.MinArguments != function.MaxArguments || function.MinArguments > places.Length)
        {
            return $"    public static Column {Method(name)}(params object?[] arguments) => Call(\"{name}\", arguments);";
        }

        var parameters = places[..function.MinArguments];
        return $"    public static Column {Method(name)}({string.Join(", ", parameters.Select(parameter => $"object? {parameter}"))}) => Call({string.Join(", ", parameters.Prepend($"\"{name}\""))});";
    }

    private static string Count(FunctionDefinition function) => function.MaxArguments == int.MaxValue ? $"{function.MinArguments} or more"
        : function.MinArguments == function.MaxArguments ? $"{function.MinArguments}" : $"{function.MinArguments} to {function.MaxArguments}";

    private static void Same(string path, string text)
    {
        if (s_approve)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, text);
            return;
        }

        Assert.True(File.Exists(path) && File.ReadAllText(path).ReplaceLineEndings("\n") == text, $"{path} is not current: run this test with STREAMING_APPROVE=1 and commit the difference.");
    }

    [GeneratedRegex("^[a-z][a-z0-9_]*$")]
    private static partial Regex PlainName();

    [GeneratedRegex(@"public static (?:Column|UserFunction) (\w+)\(")]
    private static partial Regex MethodName();
}
