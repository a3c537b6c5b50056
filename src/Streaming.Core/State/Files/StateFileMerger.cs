namespace Streaming;

/// <summary>Goes through several sorted state files at once, in the order of the keys. Of equal keys the newest file's entry counts.</summary>
internal sealed class StateFileMerger
{
    private readonly StateFileReader[] _readers;
    private readonly int[] _heap;
    private int _size;

    /// <summary>Takes readers, the oldest first, at their start. They stay the caller's to dispose.</summary>
    public StateFileMerger(IReadOnlyList<StateFileReader> readers)
    {
        _readers = [.. readers];
        _heap = new int[_readers.Length];
        for (int i = 0; i < _readers.Length; i++)
        {
            if (_readers[i].MoveNext())
            {
                _heap[_size++] = i;
            }
        }

        for (int i = (_size / 2) - 1; i >= 0; i--)
        {
            SiftDown(i);
        }
    }

    /// <summary>The reader that stands on the next entry; null at the end.</summary>
    public StateFileReader? Current => _size == 0 ? null : _readers[_heap[0]];

    /// <summary>Leaves the current key behind, in all files.</summary>
    public void Skip()
    {
        // The top's own key changes when it moves, so the older files go first.
        int top = _heap[0];
        while (_size > 1)
        {
            int next = _size > 2 && Before(_heap[2], _heap[1]) ? 2 : 1;
            if (!_readers[_heap[next]].Key.SequenceEqual(_readers[top].Key))
            {
                break;
            }

            Advance(next);
        }

        Advance(0);
    }

    private void Advance(int index)
    {
        if (!_readers[_heap[index]].MoveNext())
        {
            _heap[index] = _heap[--_size];
        }

        SiftDown(index);
    }

    private void SiftDown(int index)
    {
        while (true)
        {
            int child = (2 * index) + 1;
            if (child >= _size)
            {
                return;
            }

            if (child + 1 < _size && Before(_heap[child + 1], _heap[child]))
            {
                child++;
            }

            if (!Before(_heap[child], _heap[index]))
            {
                return;
            }

            (_heap[child], _heap[index]) = (_heap[index], _heap[child]);
            index = child;
        }
    }

    private bool Before(int left, int right)
    {
        int order = _readers[left].Key.SequenceCompareTo(_readers[right].Key);
        return order != 0 ? order < 0 : left > right;
    }
}
