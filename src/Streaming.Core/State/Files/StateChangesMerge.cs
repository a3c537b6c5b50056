namespace Streaming;

/// <summary>Writes the changes of several workers as one sorted sequence.</summary>
internal static class StateChangesMerge
{
    public static void Write<TWriter>(IReadOnlyList<StateChanges> changes, TWriter writer)
        where TWriter : IStateEntryWriter
    {
        foreach (var change in changes)
        {
            change.Sort();
        }

        // There are as many as workers, so looking at each for the smallest is quick.
        Span<int> positions = changes.Count <= 64 ? stackalloc int[changes.Count] : new int[changes.Count];
        positions.Clear();
        while (true)
        {
            int smallest = -1;
            for (int i = 0; i < positions.Length; i++)
            {
                if (positions[i] < changes[i].Count
                    && (smallest < 0 || changes[i].Key(positions[i]).SequenceCompareTo(changes[smallest].Key(positions[smallest])) < 0))
                {
                    smallest = i;
                }
            }

            if (smallest < 0)
            {
                return;
            }

            var source = changes[smallest];
            int index = positions[smallest]++;
            writer.Add(source.Key(index), source.Value(index), source.IsDelete(index));
        }
    }
}
