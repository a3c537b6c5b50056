namespace Streaming.Conformance.Tests;

/// <summary>The cases that required.txt names pass, and stay passing.</summary>
public sealed class RequiredCasesTests(RequiredCasesFixture run) : IClassFixture<RequiredCasesFixture>
{
    private const string NoRecordings = "none";

    public static TheoryData<string, string, StateKind> Cases()
    {
        var data = new TheoryData<string, string, StateKind>();
        if (RecordedFolder.Find() is not { } folder)
        {
            data.Add("", NoRecordings, default);
            return data;
        }

        var required = RequiredCases.Load();
        foreach (var item in RecordedFolder.Read(folder).Where(required.Contains))
        {
            foreach (var state in Enum.GetValues<StateKind>().Where(state => RequiredCasesFixture.IsRun(item, state)))
            {
                data.Add(item.Group, item.Id, state);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void PassesAsRecorded(string group, string id, StateKind state)
    {
        Assert.SkipWhen(id == NoRecordings, "The recordings are not there: set STREAMING_CASES to their folder.");
        var recorded = RecordedFolder.Read(RecordedFolder.Find()!).First(item => item.Group == group && item.Id == id);
        Assert.SkipWhen(RequiredCases.WhyNotRun(recorded) is not null, RequiredCases.WhyNotRun(recorded) ?? "");
        var result = run.Of(state, id);
        Assert.True(result.Status != CaseStatus.Failed, $"{group} {id} ({state}): {result.Reason}\n{string.Join('\n', result.Differences)}");
    }

    [Fact]
    public void EveryEntryNamesAGroupOrACase()
    {
        Assert.SkipWhen(RecordedFolder.Find() is null, "The recordings are not there: set STREAMING_CASES to their folder.");
        var cases = RecordedFolder.Read(RecordedFolder.Find()!);
        var known = cases.Select(item => item.Group).Concat(cases.Select(item => item.Id)).ToHashSet();
        Assert.DoesNotContain(RequiredCases.Load().Entries, entry => !known.Contains(entry));
    }
}
