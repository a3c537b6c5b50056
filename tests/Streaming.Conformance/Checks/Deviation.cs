namespace Streaming.Conformance;

/// <summary>Something that is deliberately not as in Spark.</summary>
/// <param name="Case">Id of a case, or <c>*</c>.</param>
/// <param name="Fields">The fields that may differ, as the report of differences names them.</param>
/// <param name="Reason">Why.</param>
public sealed record Deviation(string Case, IReadOnlyList<string> Fields, string Reason)
{
    /// <summary>The step, from 0; null: any.</summary>
    public int? Step { get; init; }

    /// <summary>Only where what Spark had holds this text.</summary>
    public string? Expected { get; init; }

    /// <summary>Only where what is here holds this text; all of Spark's text where it is <c>{expected}</c>, so that ours may only say more.</summary>
    public string? Actual { get; init; }

    /// <summary>Two texts: what is here is what Spark had with the first replaced by the second.</summary>
    public IReadOnlyList<string>? Replace { get; init; }

    public bool Allows(string caseId, int step, string field, string? expected, string? actual) =>
        (Case == "*" || Case == caseId) && (Step is null || Step == step) && Fields.Contains(field)
        && (Replace is null || expected?.Replace(Replace[0], Replace[1], StringComparison.Ordinal) == actual)
        && (Expected is null || expected?.Contains(Expected, StringComparison.Ordinal) == true)
        && (Actual is null || (Actual == "{expected}" ? SaysMore(expected, actual) : actual?.Contains(Actual, StringComparison.Ordinal) == true));

    // The end of a text of Spark (its SQLSTATE) may come after what ours adds.
    private static bool SaysMore(string? expected, string? actual)
    {
        if (expected is null || actual is null)
        {
            return false;
        }

        int end = expected.IndexOf(" SQLSTATE", StringComparison.Ordinal);
        string start = (end < 0 ? expected : expected[..end]).TrimEnd('.', ' ');
        return actual.StartsWith(start, StringComparison.Ordinal) && (end < 0 || actual.Contains(expected[end..], StringComparison.Ordinal));
    }
}
