using System.Collections;

namespace Streaming;

/// <summary>The rows of one key in one batch, in the order in which they came; valid during the call that brings them.</summary>
/// <typeparam name="T">The type of the rows.</typeparam>
public sealed class GroupRows<T> : IReadOnlyCollection<T>
{
    private readonly KeyedRows<T> _owner;
    private int _first = -1;

    internal GroupRows(KeyedRows<T> owner) => _owner = owner;

    /// <summary>Number of rows; 0 when the function is called for a timeout.</summary>
    public int Count { get; private set; }

    /// <summary>Goes through the rows; as often as wanted.</summary>
    public Enumerator GetEnumerator() => new(_owner, _first);

    IEnumerator<T> IEnumerable<T>.GetEnumerator() => GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal void Set(int first, int count)
    {
        _first = first;
        Count = count;
    }

    internal void SetEmpty() => Set(-1, 0);

    /// <summary>Goes through the rows of a key.</summary>
    public struct Enumerator : IEnumerator<T>
    {
        private readonly KeyedRows<T> _owner;
        private readonly int _first;
        private int _row;
        private bool _started;

        internal Enumerator(KeyedRows<T> owner, int first)
        {
            _owner = owner;
            _first = first;
        }

        /// <inheritdoc/>
        public readonly T Current => _owner.Row(_row);

        readonly object? IEnumerator.Current => Current;

        /// <inheritdoc/>
        public bool MoveNext()
        {
            if (_started && _row < 0)
            {
                return false;
            }

            _row = _started ? _owner.After(_row) : _first;
            _started = true;
            return _row >= 0;
        }

        /// <inheritdoc/>
        public void Reset() => _started = false;

        /// <inheritdoc/>
        public readonly void Dispose()
        {
        }
    }
}
