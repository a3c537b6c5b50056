using System.Text.RegularExpressions;

namespace Streaming.Conformance;

/// <summary>Texts without what changes from run to run.</summary>
internal static partial class Mask
{
    /// <summary>Our text: ids and folders as the recordings have them.</summary>
    public static string Ours(string text, string folder) => Uuids().Replace(
        text.Replace("file:" + folder, folder, StringComparison.Ordinal)
            .Replace(Path.Combine(folder, "checkpoint"), "<checkpoint>", StringComparison.Ordinal)
            .Replace(Path.Combine(folder, "out"), "<out>", StringComparison.Ordinal)
            .Replace(folder, "<dir>", StringComparison.Ordinal),
        "<uuid>");

    /// <summary>Spark's text, without the names of Java's lambdas.</summary>
    public static string Sparks(string text) => Lambdas().Replace(text, "$1");

    /// <summary>A text without the ids that Spark gives to columns.</summary>
    public static string ColumnIds(string text) => Columns().Replace(text, "");

    [GeneratedRegex("#(n|[0-9]+L?)")]
    private static partial Regex Columns();

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")]
    private static partial Regex Uuids();

    [GeneratedRegex(@"`(\w+) \([\w.]*\$\$Lambda[^)]*\)`")]
    private static partial Regex Lambdas();
}
