using System.Collections.Concurrent;

namespace Streaming.Conformance;

/// <summary>Runs the cases of a folder.</summary>
public static class ConformanceRun
{
    /// <summary>Runs what the options select, several cases at a time; the results are in the order of the recordings.</summary>
    public static async Task<IReadOnlyList<CaseResult>> RunAsync(ConformanceOptions options, CancellationToken cancellationToken = default)
    {
        var cases = RecordedFolder.Read(options.Folder).Where(item => IsSelected(item, options)).ToList();
        var deviations = Deviations.Load();
        var results = new ConcurrentDictionary<int, CaseResult>();
        using var broker = new KafkaBroker();

        // Long ones first; those with a broker one by one, they measure times.
        var kafka = new SemaphoreSlim(1, 1);
        var order = Enumerable.Range(0, cases.Count).OrderBy(i => UsesKafka(cases[i]) ? 0 : cases[i].Kind.Length > 0 ? 1 : 2).ToList();
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.Parallelism, CancellationToken = cancellationToken };
        var withBroker = Task.Run(
            async () =>
            {
                foreach (int i in order.Where(i => UsesKafka(cases[i])))
                {
                    results[i] = await RunAsync(cases[i], options, deviations, broker);
                }
            },
            cancellationToken);
        await Parallel.ForEachAsync(order.Where(i => !UsesKafka(cases[i])), parallel, async (i, _) => results[i] = await RunAsync(cases[i], options, deviations, broker));
        await withBroker;
        return [.. results.OrderBy(entry => entry.Key).Select(entry => entry.Value)];
    }

    /// <summary>Whether a case needs a broker.</summary>
    public static bool UsesKafka(RecordedCase recorded) =>
        recorded.SourceKinds.Contains("kafka") || (recorded.Json.Has("sink", out var sink) && sink.Text("kind") == "kafka")
        || (recorded.Json.Has("steps", out var steps) && steps.EnumerateArray().Any(step => step.GetProperty("do").Has("kafka")));

    private static bool IsSelected(RecordedCase recorded, ConformanceOptions options) =>
        options.Where(recorded) && (options.Filter is not { Length: > 0 } filter
        || recorded.Id.Contains(filter, StringComparison.OrdinalIgnoreCase) || recorded.Group.Contains(filter, StringComparison.OrdinalIgnoreCase));

    private static async Task<CaseResult> RunAsync(RecordedCase recorded, ConformanceOptions options, Deviations deviations, KafkaBroker broker)
    {
        if ((deviations.NotExpressible(recorded.Id) ?? deviations.NotExpressible($"kind:{recorded.Kind}")) is { } reason)
        {
            return new CaseResult { Id = recorded.Id, Group = recorded.Group, Status = CaseStatus.NotExpressible, Reason = reason };
        }

        var differences = new Differences(recorded.Id, deviations);
        (int Passed, int Failed)? items = null;
        string? failure = null;
        try
        {
            switch (recorded.Kind)
            {
                case "":
                    string? servers = UsesKafka(recorded) && options.Runner != RunnerKind.Driver ? broker.Servers : null;
                    await using (var steps = new StepCase(recorded, options, deviations, servers))
                    {
                        await steps.RunAsync(differences);
                    }

                    break;
                case "expr":
                case "aggexpr":
                    await using (var expressions = new ExpressionCase(recorded, options))
                    {
                        items = expressions.Run(differences);
                    }

                    break;
                case "triggermath":
                    items = TriggerMathCase.Run(recorded, differences);
                    break;
                default:
                    throw new MissingFeatureException(recorded.Kind);
            }
        }
        catch (NotExpressibleException error)
        {
            return new CaseResult { Id = recorded.Id, Group = recorded.Group, Status = CaseStatus.NotExpressible, Reason = error.Message };
        }
        catch (MissingFeatureException error)
        {
            failure = error.Message;
        }
        catch (Exception error)
        {
            failure = $"{error.GetType().Name}: {error.Message}";
            differences.Wrong(error.ToString());
        }

        failure ??= differences.Found.Count > 0 ? differences.Found[0].Split('\n')[0] : null;
        return new CaseResult
        {
            Id = recorded.Id,
            Group = recorded.Group,
            Status = failure is null ? CaseStatus.Passed : CaseStatus.Failed,
            Reason = failure ?? "",
            Differences = differences.Found,
            Items = items,
        };
    }
}
