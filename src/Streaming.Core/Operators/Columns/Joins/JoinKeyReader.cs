namespace Streaming;

/// <summary>Computes and encodes the keys of one side of a join. One thread owns it.</summary>
internal sealed class JoinKeyReader
{
    private readonly Kernel[] _kernels;
    private readonly bool[] _matchesNulls;
    private readonly ColumnVector[] _values;
    private readonly RowKeyCodec _codec;

    public JoinKeyReader(IReadOnlyList<BoundJoinKey> keys, bool isLeft)
    {
        _kernels = [.. keys.Select(key => (isLeft ? key.Left : key.Right).Compile())];
        _matchesNulls = [.. keys.Select(key => key.MatchesNulls)];
        _values = new ColumnVector[keys.Count];
        _codec = new RowKeyCodec(keys.Select(key => key.Left.Type));
    }

    /// <summary>The key columns of the batch at hand.</summary>
    public IReadOnlyList<ColumnVector> Values => _values;

    /// <summary>Computes the keys of a batch.</summary>
    public void Begin(RowBatch batch, RowSet rows, EvaluationContext evaluation)
    {
        for (int i = 0; i < _kernels.Length; i++)
        {
            _values[i] = _kernels[i].Evaluate(batch, rows, evaluation);
        }
    }

    /// <summary>False where a part of the key is NULL and equals nothing.</summary>
    public bool CanMatch(int row)
    {
        for (int i = 0; i < _values.Length; i++)
        {
            if (!_matchesNulls[i] && _values[i].IsNull(row))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The encoded key; valid until the next call.</summary>
    public ReadOnlySpan<byte> Encode(int row, out bool isNull) => _codec.Encode(_values, row, out isNull);
}
