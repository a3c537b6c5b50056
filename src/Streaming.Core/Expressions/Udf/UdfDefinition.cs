namespace Streaming;

/// <summary>A user's own function: its types, and how its kernel is made. Immutable; shared by the workers.</summary>
internal sealed class UdfDefinition
{
    /// <summary>Name in SQL texts and errors; null where it has none.</summary>
    public string? Name { get; init; }

    /// <summary>Types of the parameters; null takes any type as it is.</summary>
    public required IReadOnlyList<DataType?> Parameters { get; init; }

    /// <summary>Parameters whose C# type has no null: a NULL there makes the result NULL without a call.</summary>
    public required IReadOnlyList<bool> IsPrimitive { get; init; }

    public required DataType Result { get; init; }

    public required bool Nullable { get; init; }

    /// <summary>False for functions that give other results for the same arguments.</summary>
    public bool IsDeterministic { get; init; } = true;

    /// <summary>Makes the kernel of one worker from its arguments' kernels and the function's text in errors.</summary>
    public required Func<Kernel[], string, Kernel> Compile { get; init; }
}
