namespace Streaming;

/// <summary>A type of SQL values, as Spark has them.</summary>
public abstract partial class DataType : IEquatable<DataType>
{
    private protected DataType()
    {
    }

    /// <summary>The type as Spark's <c>simpleString</c> writes it, for example <c>array&lt;int&gt;</c>; also its form in DDL.</summary>
    public abstract string SimpleString { get; }

    /// <summary>The type as SQL texts and errors write it, for example <c>ARRAY&lt;INT&gt;</c>.</summary>
    public virtual string Sql => SimpleString.ToUpperInvariant();

    /// <summary>The type in Spark's JSON form, for example <c>"integer"</c>.</summary>
    public abstract string Json { get; }

    /// <summary>The name that <c>PrintSchema</c> shows, for example <c>integer</c>.</summary>
    public abstract string TypeName { get; }

    /// <inheritdoc/>
    public abstract bool Equals(DataType? other);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is DataType other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => SimpleString.GetHashCode(StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => SimpleString;

    /// <summary>The same type.</summary>
    public static bool operator ==(DataType? left, DataType? right) => left is null ? right is null : left.Equals(right);

    /// <summary>Another type.</summary>
    public static bool operator !=(DataType? left, DataType? right) => !(left == right);
}
