namespace Streaming;

/// <summary>A record of one side of an outer join, or none.</summary>
/// <typeparam name="T">The type of the records.</typeparam>
public readonly record struct Partner<T>
{
    private readonly T _value;

    internal Partner(T value)
    {
        _value = value;
        HasValue = true;
    }

    /// <summary>Whether there is a record.</summary>
    public bool HasValue { get; }

    /// <summary>The record.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public T Value => HasValue ? _value : throw new InvalidOperationException("The row of the join has no record of this side: ask HasValue first.");

    /// <summary>The record, or something else where there is none.</summary>
    public T Or(T other) => HasValue ? _value : other;

    /// <inheritdoc/>
    public override string ToString() => HasValue ? $"{_value}" : "none";
}
