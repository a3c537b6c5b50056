namespace Streaming.Conformance.Tests;

/// <summary>Runs the required cases once, several at a time; the tests look up their results.</summary>
public sealed class RequiredCasesFixture : IAsyncLifetime
{
    private Dictionary<string, CaseResult> _results = [];

    public async ValueTask InitializeAsync()
    {
        if (RecordedFolder.Find() is { } folder)
        {
            var required = RequiredCases.Load();
            var results = await ConformanceRun.RunAsync(new ConformanceOptions { Folder = folder, Where = item => required.Contains(item) && RequiredCases.WhyNotRun(item) is null });
            _results = results.ToDictionary(result => result.Id);
        }
    }

    public CaseResult Of(string id) => _results[id];

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
