namespace Streaming;

/// <summary>Computes and encodes the keys of one side of a join. One thread owns it.</summary>
internal sealed class JoinKeyReader(IReadOnlyList<BoundJoinKey> keys, bool isLeft) : RowKeyReader([.. keys.Select(key => isLeft ? key.Left : key.Right)])
{
    private readonly bool[] _matchesNulls = [.. keys.Select(key => key.MatchesNulls)];

    /// <summary>False where a part of the key is NULL and equals nothing.</summary>
    public bool CanMatch(int row)
    {
        for (int i = 0; i < _matchesNulls.Length; i++)
        {
            if (!_matchesNulls[i] && Values[i].IsNull(row))
            {
                return false;
            }
        }

        return true;
    }
}
