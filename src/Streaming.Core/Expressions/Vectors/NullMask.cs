namespace Streaming;

/// <summary>A bit for each row that is NULL; <see cref="Any"/> lets loops skip the question.</summary>
internal sealed class NullMask
{
    private ulong[] _bits = [];

    public bool Any { get; private set; }

    public bool this[int row] => (_bits[row >> 6] & (1UL << (row & 63))) != 0;

    public void Reset(int count)
    {
        int words = (count + 63) / 64;
        if (_bits.Length < words)
        {
            _bits = new ulong[Math.Max(words, _bits.Length * 2)];
        }
        else if (Any)
        {
            Array.Clear(_bits);
        }

        Any = false;
    }

    public void Set(int row)
    {
        if (row >> 6 >= _bits.Length)
        {
            Array.Resize(ref _bits, Math.Max((row >> 6) + 1, Math.Max(16, _bits.Length * 2)));
        }

        _bits[row >> 6] |= 1UL << (row & 63);
        Any = true;
    }

    public void Clear(int row)
    {
        if (Any)
        {
            _bits[row >> 6] &= ~(1UL << (row & 63));
        }
    }

    /// <summary>Adds the NULLs of another mask over the same rows.</summary>
    public void Or(NullMask other, int count)
    {
        if (!other.Any)
        {
            return;
        }

        int words = (count + 63) / 64;
        if (_bits.Length < words)
        {
            Array.Resize(ref _bits, words);
        }

        for (int i = 0; i < words && i < other._bits.Length; i++)
        {
            _bits[i] |= other._bits[i];
        }

        Any = true;
    }

    /// <summary>Makes room for one more row when vectors are filled by appending.</summary>
    public void EnsureRow(int row)
    {
        if (row >> 6 >= _bits.Length)
        {
            Array.Resize(ref _bits, Math.Max((row >> 6) + 1, Math.Max(16, _bits.Length * 2)));
        }
    }
}
