namespace Streaming;

/// <summary>Gives each partition of a source to a worker, always the same one, so that its reader goes on where it was.</summary>
/// <param name="workers">Number of workers.</param>
/// <param name="first">The worker that gets the first partition; another one for each source, so that sources of one partition do not meet at one worker.</param>
internal sealed class SplitAssignment(int workers, int first)
{
    private readonly Dictionary<(string Name, int Partition), int> _owners = [];
    private int _next = first % workers;

    public IReadOnlyList<SourceSplit>[] Assign(IReadOnlyList<SourceSplit> splits)
    {
        var result = new List<SourceSplit>[workers];
        for (int i = 0; i < workers; i++)
        {
            result[i] = [];
        }

        foreach (var split in splits.OrderBy(split => split.Name, StringComparer.Ordinal).ThenBy(split => split.Partition))
        {
            if (!_owners.TryGetValue((split.Name, split.Partition), out int owner))
            {
                owner = _next;
                _next = (_next + 1) % workers;
                _owners.Add((split.Name, split.Partition), owner);
            }

            result[owner].Add(split);
        }

        return result;
    }
}
