namespace Streaming.Kafka;

/// <summary>How far an epoch may go.</summary>
internal static class OffsetLimits
{
    /// <summary>Splits a limit over the partitions by what each has to offer: <c>limit * backlog / total</c>, below 1 rounded up, else down.</summary>
    public static KafkaOffsets Share(long limit, KafkaOffsets from, KafkaOffsets until)
    {
        double total = 0;
        foreach (var (partition, end) in until.All)
        {
            total += Backlog(from, partition, end);
        }

        if (total < 1)
        {
            return until;
        }

        return new KafkaOffsets(until.All.Select(entry =>
        {
            var (partition, end) = entry;
            long size = Backlog(from, partition, end);
            if (size == 0)
            {
                return entry;
            }

            double share = limit * (size / total);
            long records = (long)(share < 1 ? Math.Ceiling(share) : Math.Floor(share));
            long begin = from[partition];
            return KeyValuePair.Create(partition, records > long.MaxValue - begin ? end : Math.Min(end, begin + records));
        }));
    }

    /// <summary>Number of records between two offsets; partitions without a start count from 0, as in Spark.</summary>
    public static long Backlog(KafkaOffsets from, KafkaOffsets until) => until.All.Sum(entry => entry.Value - (from.Find(entry.Key) ?? 0));

    private static long Backlog(KafkaOffsets from, PartitionId partition, long end) => from.Find(partition) is { } begin && end > begin ? end - begin : 0;
}
