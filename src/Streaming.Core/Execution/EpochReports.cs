namespace Streaming;

/// <summary>Adds up what the workers did in an epoch, for its progress.</summary>
/// <param name="topology">What the workers share.</param>
/// <param name="partitions">Number of state partitions.</param>
internal sealed class EpochReports(QueryTopology topology, int partitions)
{
    /// <summary>The event times of the epoch by watermark node.</summary>
    public EventTimeStats[] EventTimesOf(WorkerPool pool)
    {
        var stats = topology.WatermarkNodes.Select(_ => new EventTimeStats()).ToArray();
        foreach (var gauge in pool.Workers.SelectMany(worker => worker.Topology.EventTimes))
        {
            stats[gauge.Node].Add(gauge.Stats);
        }

        return stats;
    }

    /// <summary>Puts together what the epoch did.</summary>
    /// <param name="pool">The workers, which have ended the epoch.</param>
    /// <param name="epoch">The epoch.</param>
    /// <param name="started">Offsets at which it started.</param>
    /// <param name="entry">What was logged of it.</param>
    /// <param name="rows">Rows that the sink took; -1 where it does not say.</param>
    /// <param name="commitMs">How long the state took to be written.</param>
    /// <param name="eventTimes">Event times by watermark node.</param>
    public EpochReport Of(WorkerPool pool, long epoch, IReadOnlyList<string?> started, OffsetEntry entry, long rows, long commitMs, IReadOnlyList<EventTimeStats> eventTimes)
    {
        var sources = new SourceProgress[topology.Sources.Count];
        for (int i = 0; i < sources.Length; i++)
        {
            int index = i;
            sources[i] = new SourceProgress
            {
                Description = topology.Sources[i].Description,
                StartOffset = started[i],
                EndOffset = entry.Offsets[i],
                LatestOffset = topology.Sources[i].ReportLatestOffset(),
                NumInputRows = pool.Workers.Sum(worker => worker.Topology.Sources.Where(source => source.SourceIndex == index).Sum(source => source.RecordCount)),
                Metrics = topology.Sources[i].Metrics(entry.Offsets[i]),
            };
        }

        var states = pool.Workers.SelectMany(worker => worker.Topology.StatefulOperators)
            .GroupBy(state => state.OperatorId)
            .OrderBy(group => topology.ProgressOrder.IndexOf(group.Key))
            .Select(group =>
            {
                var counts = group.Aggregate(default(StateOperatorCounts), (sum, state) => sum + state.Counts);
                return new StateOperatorProgress
                {
                    OperatorName = group.First().OperatorName,
                    NumRowsTotal = counts.Total,
                    NumRowsUpdated = counts.Updated,
                    NumRowsRemoved = counts.Removed,
                    NumRowsDroppedByWatermark = counts.DroppedByWatermark,
                    CommitTimeMs = commitMs,
                    MemoryUsedBytes = counts.MemoryBytes,
                    NumShufflePartitions = partitions,
                    NumStateStoreInstances = partitions * group.First().StoresPerPartition,
                    CustomMetrics = CustomMetricsOf(group),
                };
            })
            .ToArray();
        return new EpochReport
        {
            BatchId = epoch,
            Sources = sources,
            Sink = new SinkProgress { Description = topology.Sinks[0].Description, NumOutputRows = rows },
            StateOperators = states,
            ObservedMetrics = Observed(pool),
            EventTime = eventTimes.Count == 0 ? null : EventTimeProgress.Of(
                entry.BatchWatermarkMs, eventTimes.FirstOrDefault(stats => stats.Count > 0) is { } first ? (first.MinimumMs, first.MaximumMs, first.AverageMs) : null),
        };
    }

    private static Dictionary<string, string>? Observed(WorkerPool pool)
    {
        var first = pool.Workers[0].Topology.Observations;
        if (first.Count == 0)
        {
            return null;
        }

        foreach (var worker in pool.Workers.Skip(1))
        {
            for (int i = 0; i < first.Count; i++)
            {
                first[i].Merge(worker.Topology.Observations[i]);
            }
        }

        return first.ToDictionary(observation => observation.Name, observation => observation.ToJson());
    }

    private static SortedDictionary<string, long> CustomMetricsOf(IEnumerable<IStatefulOperator> workers)
    {
        var sums = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var (name, value) in workers.SelectMany(state => state.CustomMetrics))
        {
            sums[name] = sums.GetValueOrDefault(name) + value;
        }

        return sums;
    }
}
