namespace Streaming;

/// <summary>A value or none; for types whose default value is a value like any other.</summary>
internal struct Optional<T>
{
    public bool HasValue;
    public T Value;
}
