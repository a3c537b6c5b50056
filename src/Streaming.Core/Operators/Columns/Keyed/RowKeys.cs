namespace Streaming;

/// <summary>How the key of a row is made: expressions and their encoding.</summary>
/// <param name="Expressions">The parts of the key.</param>
/// <param name="Time">The part with whose time the bytes begin (see <see cref="OrderedKey"/>), or -1.</param>
internal sealed record RowKeys(IReadOnlyList<BoundExpression> Expressions, int Time = -1)
{
    public RowKeyCodec CreateCodec() => new(Expressions.Select(key => key.Type), Time);
}
