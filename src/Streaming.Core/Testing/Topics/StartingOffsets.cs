namespace Streaming.Testing;

/// <summary>Where a source over topics in memory starts: what an earlier run wrote down, else what the options say.</summary>
internal static class StartingOffsets
{
    private const long Latest = -1;
    private const long Earliest = -2;

    /// <summary>Resolves the options and writes the result to the checkpoint, in Spark's form, as the real source does.</summary>
    public static TopicOffsets Load(TopicSourceSettings settings, MemoryTopics topics, IReadOnlyList<(string Topic, int Partition)> partitions, SourceContext context)
    {
        string path = Path.Combine(context.CheckpointFolder, "0");
        if (context.FileSystem.FileExists(path))
        {
            using var reader = new StreamReader(context.FileSystem.OpenRead(path));
            string text = reader.ReadToEnd();
            return TopicOffsets.Parse(text[(text.IndexOf('\n', StringComparison.Ordinal) + 1)..]);
        }

        var offsets = Resolve(settings, topics, partitions);
        context.FileSystem.CreateFolder(context.CheckpointFolder);
        string temporary = Path.Combine(context.CheckpointFolder, ".0.tmp");
        using (var stream = context.FileSystem.Create(temporary))
        {
            stream.Write(System.Text.Encoding.UTF8.GetBytes("\0v1\n" + offsets.ToJson()));
            context.FileSystem.Sync(stream);
        }

        context.FileSystem.Rename(temporary, path, overwrite: false);
        context.FileSystem.SyncFolder(context.CheckpointFolder);
        return offsets;
    }

    private static TopicOffsets Resolve(TopicSourceSettings settings, MemoryTopics topics, IReadOnlyList<(string Topic, int Partition)> partitions)
    {
        var result = new TopicOffsets();
        if (settings.StartTimestamp is { } time)
        {
            foreach (var partition in partitions)
            {
                result[partition] = AtTime(settings, topics, partition, time);
            }

            return result;
        }

        if (settings.StartByTimestamp is { } byTime)
        {
            var times = TopicOffsets.TryParse(byTime) ?? throw Malformed("{\"topicA\": {\"0\": 123456789}}", byTime);
            CheckComplete("startingOffsetsByTimestamp", "", times, partitions);
            foreach (var (partition, start) in times)
            {
                result[partition] = AtTime(settings, topics, partition, start);
            }

            return result;
        }

        string text = settings.StartOffsets?.Trim() ?? "latest";
        if (WordOf(text) is { } word)
        {
            foreach (var partition in partitions)
            {
                result[partition] = Offset(topics, partition, word);
            }

            return result;
        }

        var given = TopicOffsets.TryParse(text, WordOf, topic => topics.Find(topic)?.PartitionCount ?? 0);
        if (given is null || given.Values.Any(offset => offset < Earliest))
        {
            throw Malformed("{\"topicA\":{\"0\":23,\"1\":-1},\"topicB\":{\"0\":-2}}", text);
        }

        CheckComplete("startingOffsets", "\nUse -1 for latest, -2 for earliest.", given, partitions);
        foreach (var (partition, offset) in given)
        {
            result[partition] = Offset(topics, partition, offset);
        }

        return result;
    }

    private static long Offset(MemoryTopics topics, (string Topic, int Partition) partition, long offset) => offset switch
    {
        Latest => topics.Find(partition.Topic)!.End(partition.Partition),
        Earliest => 0,
        _ => offset,
    };

    private static long AtTime(TopicSourceSettings settings, MemoryTopics topics, (string Topic, int Partition) partition, long time)
    {
        var records = topics.Find(partition.Topic)!.Partition(partition.Partition);
        for (int i = 0; i < records.Count; i++)
        {
            if (records[i].TimestampMs >= time)
            {
                return i;
            }
        }

        return settings.LatestForMissingTime ? records.Count : throw new StreamingException(
            "KAFKA_NO_OFFSET_FOR_TIMESTAMP",
            $"No offset matched from request of topic-partition {partition.Topic}-{partition.Partition} and timestamp {time}. Use an earlier timestamp, or set startingOffsetsByTimestampStrategy to latest.")
        { Topic = partition.Topic, Partition = partition.Partition };
    }

    private static long? WordOf(string text) => text.ToLowerInvariant() switch
    {
        "earliest" => Earliest,
        "latest" => Latest,
        _ => null,
    };

    private static void CheckComplete(string option, string hint, TopicOffsets given, IReadOnlyList<(string Topic, int Partition)> partitions)
    {
        if (!given.Keys.SequenceEqual(partitions))
        {
            throw TopicSourceSettings.Refused(
                $"If {option} contains specific offsets, you must specify all TopicPartitions.{hint}\nSpecified: {Text(given.Keys)} Assigned: {Text(partitions)}");
        }

        static string Text(IEnumerable<(string Topic, int Partition)> list) => string.Join(", ", list.Select(entry => $"{entry.Topic}-{entry.Partition}"));
    }

    private static StreamingException Malformed(string example, string text) => TopicSourceSettings.Refused($"Expected e.g. {example}, got {text}");
}
