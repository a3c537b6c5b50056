namespace Streaming;

/// <summary>A value of any type for each group, in a vector; replaced values are thrown away from time to time.</summary>
internal sealed class ValueStore(DataType type)
{
    private const int Slack = 4096;

    private ColumnVector _values = Vectors.Create(type);

    // Place in the vector + 1; 0 where there is no value.
    private int[] _places = [];
    private int _groups;

    public ColumnVector Values => _values;

    public void Grow(int groups)
    {
        _groups = Math.Max(_groups, groups);
        if (_places.Length < groups)
        {
            Array.Resize(ref _places, Math.Max(groups, Math.Max(64, _places.Length * 2)));
        }
    }

    public void Clear()
    {
        Array.Clear(_places);
        _values.Reset(0);
        _groups = 0;
    }

    /// <summary>Forgets the value of one group.</summary>
    public void Clear(int group) => _places[group] = 0;

    public bool Has(int group) => _places[group] > 0;

    /// <summary>Where the group's value is in <see cref="Values"/>.</summary>
    public int Place(int group) => _places[group] - 1;

    public void Set(int group, ColumnVector source, int row)
    {
        _values.AppendFrom(source, row);
        Appended(group);
    }

    /// <summary>Says that the group's value has just been appended to <see cref="Values"/>.</summary>
    public void Appended(int group)
    {
        _places[group] = _values.Count;
        if (_values.Count > (2 * _groups) + Slack)
        {
            Compact();
        }
    }

    private void Compact()
    {
        var values = Vectors.Create(type);
        for (int group = 0; group < _groups; group++)
        {
            if (_places[group] > 0)
            {
                values.AppendFrom(_values, _places[group] - 1);
                _places[group] = values.Count;
            }
        }

        _values = values;
    }
}
