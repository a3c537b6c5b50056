namespace Streaming;

/// <summary>Computes and encodes the keys of rows. One thread owns it.</summary>
internal class RowKeyReader
{
    private readonly Kernel[] _kernels;
    private readonly ColumnVector[] _values;
    private readonly RowKeyCodec _codec;

    /// <param name="keys">The parts of the key.</param>
    /// <param name="timeKey">The part with whose time the bytes begin (see <see cref="OrderedKey"/>), or -1.</param>
    public RowKeyReader(IReadOnlyList<BoundExpression> keys, int timeKey = -1)
    {
        _kernels = [.. keys.Select(key => key.Compile())];
        _values = new ColumnVector[keys.Count];
        _codec = new RowKeyCodec(keys.Select(key => key.Type), timeKey);
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

    /// <summary>The encoded key; valid until the next call.</summary>
    public ReadOnlySpan<byte> Encode(int row, out bool isNull) => _codec.Encode(_values, row, out isNull);
}
