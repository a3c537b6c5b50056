using System.Text.Json;

namespace Streaming.Acceptance.Tests;

/// <summary>Where each epoch ended, read from the offset log while the query runs: old entries are purged there.</summary>
internal sealed class EpochOffsets(string checkpoint, int partitions)
{
    private readonly SortedDictionary<long, long[]> _ends = [];

    public IReadOnlyDictionary<long, long[]> Ends => _ends;

    public void Harvest()
    {
        string folder = Path.Combine(checkpoint, "offsets");
        if (!Directory.Exists(folder))
        {
            return;
        }

        foreach (string path in Directory.GetFiles(folder))
        {
            if (!long.TryParse(Path.GetFileName(path), out long epoch))
            {
                continue;
            }

            string[] lines;
            try
            {
                lines = File.ReadAllLines(path);
            }
            catch (FileNotFoundException)
            {
                continue; // purged
            }

            var ends = Ends(lines);
            if (_ends.TryGetValue(epoch, out long[]? known))
            {
                Assert.True(known.SequenceEqual(ends), $"The offsets of epoch {epoch} changed: {string.Join(' ', known)}, now {string.Join(' ', ends)}. {TestSeed.Hint}");
            }
            else
            {
                _ends.Add(epoch, ends);
            }
        }

        long[] Ends(string[] lines)
        {
            // v1, the metadata, and a line of {"topic":{"0":1,...}} of the one source.
            Assert.Equal("v1", lines[0]);
            using var json = JsonDocument.Parse(lines[2]);
            var offsets = json.RootElement.EnumerateObject().Single().Value;
            return [.. Enumerable.Range(0, partitions).Select(partition => offsets.TryGetProperty($"{partition}", out var offset) ? offset.GetInt64() : 0)];
        }
    }

    /// <summary>Harvests until cancelled.</summary>
    public async Task HarvestAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            Harvest();
            await Task.Delay(100, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        Harvest();
    }
}
