namespace Streaming;

/// <summary>An expression with its names and types resolved, ready to be compiled. Immutable; shared by the workers.</summary>
internal abstract class BoundExpression(DataType type, bool nullable, params BoundExpression[] children)
{
    public DataType Type { get; } = type;

    /// <summary>False where the result is never NULL.</summary>
    public bool Nullable { get; } = nullable;

    public IReadOnlyList<BoundExpression> Children { get; } = children;

    /// <summary>False for functions like rand(): constant arguments do not make a constant.</summary>
    public virtual bool IsDeterministic => Children.All(child => child.IsDeterministic);

    /// <summary>Where it was read from; null where no text was read.</summary>
    public SqlOrigin? Origin { get; set; }

    /// <summary>Makes the kernel of one worker; called once per query and worker.</summary>
    public abstract Kernel Compile();

    /// <summary>A kernel whose errors tell where the expression was read from.</summary>
    public Kernel Located(Kernel kernel) => Origin is { } origin ? new LocatedKernel(kernel, origin) : kernel;
}
