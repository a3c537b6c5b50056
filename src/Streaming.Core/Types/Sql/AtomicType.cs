namespace Streaming;

/// <summary>A type without parts: <see cref="DataTypes"/> has one object of each.</summary>
public sealed class AtomicType : DataType
{
    internal AtomicType(AtomicKind kind, string simpleString, string typeName)
    {
        Kind = kind;
        SimpleString = simpleString;
        TypeName = typeName;
    }

    /// <inheritdoc/>
    public override string SimpleString { get; }

    /// <inheritdoc/>
    public override string TypeName { get; }

    /// <inheritdoc/>
    public override string Json => $"\"{TypeName}\"";

    /// <summary>Which type.</summary>
    public AtomicKind Kind { get; }

    /// <inheritdoc/>
    public override bool Equals(DataType? other) => other is AtomicType atomic && atomic.Kind == Kind;

    /// <inheritdoc/>
    public override int GetHashCode() => (int)Kind;
}
