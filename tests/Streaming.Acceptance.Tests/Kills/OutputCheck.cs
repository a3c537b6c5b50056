using Confluent.Kafka;

namespace Streaming.Acceptance.Tests;

/// <summary>Compares the whole output of a word count with what each epoch must have written.</summary>
internal sealed class OutputCheck
{
    // Per word its count at the end of each epoch that changed it.
    private readonly Dictionary<string, List<long>> _expected = [];

    // Per word the ranges in which epochs lie whose offsets are not known.
    private readonly Dictionary<string, List<(long Above, long UpTo)>> _unknown = [];
    private readonly Dictionary<string, long> _counts = [];

    /// <summary>Counts epoch by epoch.</summary>
    public OutputCheck(IReadOnlyList<string[]> linesByPartition, IReadOnlyDictionary<long, long[]> ends)
    {
        var position = new long[linesByPartition.Count];
        long next = 0;
        foreach (var (epoch, end) in ends.OrderBy(entry => entry.Key))
        {
            var before = new Dictionary<string, long>();
            for (int partition = 0; partition < position.Length; partition++)
            {
                for (; position[partition] < end[partition]; position[partition]++)
                {
                    foreach (string word in linesByPartition[partition][position[partition]].Split(' '))
                    {
                        long count = _counts.GetValueOrDefault(word);
                        before.TryAdd(word, count);
                        _counts[word] = count + 1;
                    }
                }
            }

            foreach (var (word, count) in before)
            {
                if (epoch != next)
                {
                    List(_unknown, word).Add((count, _counts[word]));
                }

                List(_expected, word).Add(_counts[word]);
            }

            UnknownEpochs += epoch - next;
            next = epoch + 1;
        }

        Epochs = next;
    }

    public long Epochs { get; }

    public long UnknownEpochs { get; }

    /// <summary>Rows that came once more, since their epoch was run again.</summary>
    public long Repeated { get; private set; }

    /// <summary>Counts at the end of the last epoch.</summary>
    public IReadOnlyDictionary<string, long> Counts => _counts;

    /// <summary>Fails on a count that no epoch has written, on one that went down, and on one that is missing.</summary>
    public void Check(IEnumerable<ConsumeResult<byte[]?, byte[]?>> output)
    {
        var last = new Dictionary<string, long>();
        var seen = _expected.Keys.ToDictionary(word => word, _ => new HashSet<long>());
        foreach (var record in output)
        {
            var (word, count) = WordCount.Read(record.Message);
            string what = $"{word} has the count {count} at {record.TopicPartitionOffset}";
            long before = last.GetValueOrDefault(word);
            Assert.True(count >= before, $"{what} after {before}. {TestSeed.Hint}");
            Repeated += count == before ? 1 : 0;
            last[word] = count;
            Assert.True(_expected.TryGetValue(word, out var counts), $"{what}, but no line has the word. {TestSeed.Hint}");
            Assert.True(
                counts.BinarySearch(count) >= 0 || (_unknown.TryGetValue(word, out var ranges) && ranges.Any(range => count > range.Above && count <= range.UpTo)),
                $"{what}, which is its count at the end of no epoch. {TestSeed.Hint}");
            seen[word].Add(count);
        }

        foreach (var (word, counts) in _expected)
        {
            foreach (long count in counts)
            {
                Assert.True(seen[word].Contains(count), $"The count {count} of {word} was never written. {TestSeed.Hint}");
            }
        }

        WordCount.AssertSame(_counts, last);
    }

    private static List<T> List<T>(Dictionary<string, List<T>> lists, string word)
    {
        if (!lists.TryGetValue(word, out var list))
        {
            lists.Add(word, list = []);
        }

        return list;
    }
}
