namespace Streaming.Conformance;

/// <summary>The numbers of a group.</summary>
public sealed record GroupCounts(string Name, int Passed, int Failed, int NotExpressible, int ItemsPassed, int ItemsFailed)
{
    /// <summary>The groups in the order of their first case.</summary>
    public static IEnumerable<GroupCounts> Of(IEnumerable<CaseResult> results) => results.GroupBy(result => result.Group).Select(group => new GroupCounts(
        group.Key,
        group.Count(result => result.Status == CaseStatus.Passed),
        group.Count(result => result.Status == CaseStatus.Failed),
        group.Count(result => result.Status == CaseStatus.NotExpressible),
        group.Sum(result => result.Items?.Passed ?? 0),
        group.Sum(result => result.Items?.Failed ?? 0)));
}
