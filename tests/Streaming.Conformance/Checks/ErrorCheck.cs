using System.Text.Json;

namespace Streaming.Conformance;

/// <summary>Compares an error with a recorded one: when it came, its class and SQLSTATE, its text and the text of its root.</summary>
internal static class ErrorCheck
{
    public static void Compare(Differences differences, JsonElement recorded, string? phase, Exception? actual, string folder)
    {
        if (actual is null)
        {
            differences.Equal("error", $"{recorded.Text("phase")}: {recorded.GetProperty("top").Text("message")}", "none");
            return;
        }

        if (actual is MissingFeatureException)
        {
            throw actual;
        }

        var chain = Chain(actual);
        var top = recorded.GetProperty("top");
        var root = recorded.Has("root", out var deepest) ? deepest : top;
        if (IsEarly(recorded, phase))
        {
            // The same refusal, but before anything has run: there is no failed query around it.
            differences.Equal("error.early", recorded.Text("phase"), phase);
            Link(differences, "error.root", root, Root(chain, root, folder), folder);
            return;
        }

        differences.Equal("error.phase", recorded.Text("phase"), phase);
        Link(differences, "error.top", top, actual, folder);
        if (recorded.Has("root"))
        {
            Link(differences, "error.root", root, Root(chain, root, folder), folder);
        }

        if (recorded.Has("conditionsInChain", out var conditions))
        {
            foreach (string condition in conditions.Texts().Where(condition => !IsLegacy(condition)))
            {
                differences.Equal("error.chain", condition, chain.Exists(link => Class(link) == condition) ? condition : string.Join(", ", chain.Select(Class)));
            }
        }
    }

    /// <summary>Whether an error of Spark's first batch came here when the query was built or started.</summary>
    public static bool IsEarly(JsonElement recorded, string? phase) => recorded.Text("phase") == "run" && phase is "build" or "start";

    /// <summary>The error and its causes.</summary>
    public static List<Exception> Chain(Exception? error)
    {
        var chain = new List<Exception>();
        for (; error is not null; error = error.InnerException)
        {
            chain.Add(error);
        }

        return chain;
    }

    // Ours may have more links, and an inner one with more to say.
    private static Exception Root(List<Exception> chain, JsonElement recorded, string folder) =>
        chain.FindLast(link => Mask.Ours(link.Message, folder).TrimEnd() == Mask.Sparks(recorded.Text("message") ?? "").TrimEnd())
        ?? chain.FindLast(link => Condition(recorded) is { } wanted && Class(link) == wanted)
        ?? chain[^1];

    private static void Link(Differences differences, string field, JsonElement recorded, Exception actual, string folder)
    {
        if (Condition(recorded) is { } condition)
        {
            differences.Equal($"{field}.condition", condition, Class(actual));
            differences.Equal($"{field}.sqlState", recorded.Text("sqlState"), (actual as StreamingException)?.SqlState);
        }

        differences.Equal($"{field}.message", Mask.ColumnIds(Mask.Sparks(recorded.Text("message") ?? "")).TrimEnd(), Mask.ColumnIds(Mask.Ours(actual.Message, folder)).TrimEnd());
    }

    // What Spark has not named yet, we name ourselves.
    private static string? Condition(JsonElement recorded) => recorded.Text("condition") is { } condition && !IsLegacy(condition) ? condition : null;

    private static bool IsLegacy(string condition) => condition.StartsWith("_LEGACY", StringComparison.Ordinal);

    private static string Class(Exception error) => (error as StreamingException)?.ErrorClass ?? error.GetType().Name;
}
