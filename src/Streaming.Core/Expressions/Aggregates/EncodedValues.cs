namespace Streaming;

/// <summary>Bytes of a value for each group; a group's array is reused while the value fits.</summary>
internal sealed class EncodedValues
{
    private byte[]?[] _arrays = [];

    // Length + 1; 0 where there is no value.
    private int[] _lengths = [];

    public void Grow(int groups)
    {
        if (_arrays.Length < groups)
        {
            int size = Math.Max(groups, Math.Max(64, _arrays.Length * 2));
            Array.Resize(ref _arrays, size);
            Array.Resize(ref _lengths, size);
        }
    }

    public void Clear() => Array.Clear(_lengths);

    public void Clear(int group)
    {
        _lengths[group] = 0;
        _arrays[group] = null;
    }

    public bool Has(int group) => _lengths[group] > 0;

    public ReadOnlySpan<byte> this[int group] => _lengths[group] == 0 ? default : _arrays[group].AsSpan(0, _lengths[group] - 1);

    public void Set(int group, ReadOnlySpan<byte> value)
    {
        _lengths[group] = 0;
        Append(group, value);
    }

    public void Append(int group, ReadOnlySpan<byte> value)
    {
        int start = Math.Max(0, _lengths[group] - 1);
        byte[]? array = _arrays[group];
        if (array is null || array.Length - start < value.Length)
        {
            Array.Resize(ref array, Math.Max(start + value.Length, Math.Max(16, start * 2)));
            _arrays[group] = array;
        }

        value.CopyTo(array.AsSpan(start));
        _lengths[group] = start + value.Length + 1;
    }
}
