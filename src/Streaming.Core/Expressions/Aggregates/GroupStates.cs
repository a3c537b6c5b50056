using System.Buffers;

namespace Streaming;

/// <summary>An accumulator that keeps an object for each group that has values.</summary>
internal abstract class GroupStates<TState> : Accumulator
    where TState : class
{
    private TState?[] _states = [];

    public sealed override void Grow(int groups) => Grow(ref _states, groups);

    public sealed override void Clear() => Array.Clear(_states);

    public sealed override void Reset(int group) => _states[group] = null;

    public sealed override void Update(ReadOnlySpan<ColumnVector> arguments, RowSet rows, ReadOnlySpan<int> groups)
    {
        for (int i = 0; i < rows.Count; i++)
        {
            int row = rows[i];
            if (Counts(arguments, row))
            {
                Add(StateOf(groups[row]), arguments, row);
            }
        }
    }

    public sealed override void Merge(int group, Accumulator other, int otherGroup)
    {
        if (((GroupStates<TState>)other)._states[otherGroup] is { } state)
        {
            Merge(StateOf(group), state);
        }
    }

    public sealed override void Write(int group, ArrayBufferWriter<byte> output)
    {
        var state = _states[group];
        ValueCodec.WriteFixed(state is null ? (byte)0 : (byte)1, output);
        if (state is not null)
        {
            Write(state, output);
        }
    }

    public sealed override void Read(int group, ref ReadOnlySpan<byte> data)
    {
        if (ValueCodec.ReadFixed<byte>(ref data) != 0)
        {
            Read(StateOf(group), ref data);
        }
    }

    public sealed override void Finish(int group, ColumnVector result)
    {
        if (_states[group] is { } state)
        {
            Finish(state, result);
        }
        else
        {
            FinishEmpty(result);
        }
    }

    /// <summary>Whether a row is added at all; by default where the first argument is not NULL.</summary>
    protected virtual bool Counts(ReadOnlySpan<ColumnVector> arguments, int row) => !arguments[0].IsNull(row);

    protected abstract TState Create();

    protected abstract void Add(TState state, ReadOnlySpan<ColumnVector> arguments, int row);

    protected abstract void Merge(TState state, TState other);

    protected abstract void Write(TState state, ArrayBufferWriter<byte> output);

    /// <summary>Reads into a new state.</summary>
    protected abstract void Read(TState state, ref ReadOnlySpan<byte> data);

    protected abstract void Finish(TState state, ColumnVector result);

    protected virtual void FinishEmpty(ColumnVector result) => result.AppendNull();

    private TState StateOf(int group) => _states[group] ??= Create();
}
