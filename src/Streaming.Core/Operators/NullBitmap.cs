namespace Streaming;

/// <summary>A bit for each row that is null.</summary>
internal sealed class NullBitmap(int capacity)
{
    private readonly ulong[] _bits = new ulong[(capacity + 63) / 64];

    public bool this[int row]
    {
        get => (_bits[row >> 6] & (1UL << (row & 63))) != 0;
        set
        {
            if (value)
            {
                _bits[row >> 6] |= 1UL << (row & 63);
            }
            else
            {
                _bits[row >> 6] &= ~(1UL << (row & 63));
            }
        }
    }
}
