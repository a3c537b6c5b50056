namespace Streaming.Conformance;

/// <summary>Collects what differs from a recording, except what deviations.json allows.</summary>
internal sealed class Differences(string caseId, Deviations deviations)
{
    private readonly List<string> _found = [];

    /// <summary>The step that is compared, from 0; -1 outside steps.</summary>
    public int Step { get; set; } = -1;

    public IReadOnlyList<string> Found => _found;

    /// <summary>Compares two texts.</summary>
    /// <param name="field">What is compared, as deviations.json names it.</param>
    /// <param name="expected">What Spark had.</param>
    /// <param name="actual">What is here.</param>
    /// <param name="where">More about the place, for the report.</param>
    public void Equal(string field, string? expected, string? actual, string where = "")
    {
        if (expected != actual && !deviations.Allow(caseId, Step, field, expected, actual))
        {
            Add($"{field}{where}", expected ?? "nothing", actual ?? "nothing");
        }
    }

    public void Equal(string field, long? expected, long? actual, string where = "") => Equal(field, Text(expected), Text(actual), where);

    /// <summary>Compares two lists of texts.</summary>
    public void Equal(string field, IEnumerable<string> expected, IEnumerable<string> actual, string where = "") =>
        Equal(field, string.Join('\n', expected), string.Join('\n', actual), where);

    /// <summary>Reports something that is wrong whatever else.</summary>
    public void Wrong(string text) => _found.Add(Prefix + text);

    private string Prefix => Step < 0 ? "" : $"step {Step}: ";

    private void Add(string what, string expected, string actual) => _found.Add(
        expected.Contains('\n', StringComparison.Ordinal) || actual.Contains('\n', StringComparison.Ordinal)
            ? $"{Prefix}{what}\n  expected:\n{Indent(expected)}\n  actual:\n{Indent(actual)}"
            : expected.Length + actual.Length > 120 ? $"{Prefix}{what}\n  expected {expected}\n  actual   {actual}" : $"{Prefix}{what}: expected {expected}, actual {actual}");

    private static string Indent(string text) => "    " + text.Replace("\n", "\n    ", StringComparison.Ordinal);

    private static string? Text(long? number) => number?.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
