using System.Text;
using Confluent.Kafka;

namespace Streaming.Acceptance.Tests;

/// <summary>The query under test, lines for it, and a plain recount of them.</summary>
internal static class WordCount
{
    /// <summary>Counts the words of a topic's lines, read from its start.</summary>
    public static DataStream<KeyCount<string>> Of(StreamingSession session, string servers, string topic, long maxOffsetsPerTrigger, params IEnumerable<(string Name, string Value)> options) =>
        session.ReadStream()
            .Option("startingOffsets", "earliest")
            .Option("maxOffsetsPerTrigger", maxOffsetsPerTrigger)
            .Options(options.Select(option => KeyValuePair.Create(option.Name, option.Value)))
            .Kafka(servers, topic)
            .FlatMap(record => record.ValueText.Split(' '))
            .GroupBy(word => word)
            .Count();

    /// <summary>Writes the counts to a topic, in update mode.</summary>
    public static DataStreamWriter<KeyCount<string>> To(this DataStream<KeyCount<string>> counts, string servers, string topic, string checkpoint) =>
        counts.WriteStream()
            .OutputMode(OutputMode.Update)
            .Kafka(servers, topic, row => row.Key, row => row.Count)
            .Option("checkpointLocation", checkpoint);

    /// <summary>Lines of five words, some words more often than others.</summary>
    public static IEnumerable<string> Lines(Random random, int vocabulary = 500)
    {
        while (true)
        {
            yield return string.Join(' ', Enumerable.Range(0, 5).Select(_ => "word" + (int)(vocabulary * random.NextDouble() * random.NextDouble())));
        }
    }

    public static Dictionary<string, long> Recount(IEnumerable<string> lines)
    {
        var counts = new Dictionary<string, long>();
        foreach (string word in lines.SelectMany(line => line.Split(' ')))
        {
            counts[word] = counts.GetValueOrDefault(word) + 1;
        }

        return counts;
    }

    /// <summary>A word and its count, as the Kafka sink writes them.</summary>
    public static (string Word, long Count) Read(Message<byte[]?, byte[]?> message) =>
        (Encoding.UTF8.GetString(message.Key!), System.Buffers.Binary.BinaryPrimitives.ReadInt64BigEndian(message.Value));

    /// <summary>The last count of each word in a topic.</summary>
    public static Dictionary<string, long> LastCounts(Topics topics, string topic)
    {
        var counts = new Dictionary<string, long>();
        foreach (var record in topics.ReadAll(topic))
        {
            var (word, count) = Read(record.Message);
            counts[word] = count;
        }

        return counts;
    }

    public static void AssertSame(IReadOnlyDictionary<string, long> expected, IReadOnlyDictionary<string, long> found)
    {
        var wrong = expected.Keys.Union(found.Keys).Where(word => expected.GetValueOrDefault(word) != found.GetValueOrDefault(word)).Order().ToArray();
        Assert.True(
            wrong.Length == 0,
            $"{wrong.Length} of {expected.Count} words are wrong: {string.Join(", ", wrong.Take(10).Select(word => $"{word} {found.GetValueOrDefault(word)} instead of {expected.GetValueOrDefault(word)}"))}. {TestSeed.Hint}");
    }
}
