namespace Streaming.Conformance.Tests;

/// <summary>Runs the required cases once, several at a time; the tests look up their results.</summary>
public sealed class RequiredCasesFixture : IAsyncLifetime
{
    private readonly Dictionary<(StateKind, string), CaseResult> _results = [];

    public async ValueTask InitializeAsync()
    {
        if (RecordedFolder.Find() is { } folder)
        {
            var required = RequiredCases.Load();
            foreach (var state in Enum.GetValues<StateKind>())
            {
                // Expressions keep no state.
                var results = await ConformanceRun.RunAsync(new ConformanceOptions
                {
                    Folder = folder,
                    State = state,
                    Where = item => required.Contains(item) && IsRun(item, state) && RequiredCases.WhyNotRun(item) is null,
                });
                foreach (var result in results)
                {
                    _results.Add((state, result.Id), result);
                }
            }
        }
    }

    public CaseResult Of(StateKind state, string id) => _results[(state, id)];

    /// <summary>Whether a case is run with a state: what has no steps keeps none.</summary>
    public static bool IsRun(RecordedCase item, StateKind state) => state == default || item.Json.TryGetProperty("steps", out _);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
