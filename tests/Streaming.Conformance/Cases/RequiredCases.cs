using Streaming.TestSupport;

namespace Streaming.Conformance;

/// <summary>What required.txt names: groups or ids, one a line; a line that begins with <c>#</c> is a comment.</summary>
public sealed class RequiredCases
{
    private readonly HashSet<string> _entries;

    private RequiredCases(IEnumerable<string> entries) => _entries = [.. entries];

    public IReadOnlyCollection<string> Entries => _entries;

    public static RequiredCases Load() => new(File.ReadLines(Path.Combine(AppContext.BaseDirectory, "required.txt"))
        .Select(line => line.Trim()).Where(line => line.Length > 0 && line[0] != '#'));

    public bool Contains(RecordedCase recorded) => _entries.Contains(recorded.Group) || _entries.Contains(recorded.Id);

    /// <summary>Why a case is skipped by tests; null where it is run. Where servers are required, nothing is skipped.</summary>
    public static string? WhyNotRun(RecordedCase recorded) =>
        ConformanceRun.UsesKafka(recorded) && !TestSettings.RequireServers && KafkaBroker.WhyNot() is { } reason ? $"No broker: {reason}." : null;
}
