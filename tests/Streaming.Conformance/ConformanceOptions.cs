namespace Streaming.Conformance;

/// <summary>What is run, and on what.</summary>
public sealed record ConformanceOptions
{
    /// <summary>The folder with the recordings.</summary>
    public required string Folder { get; init; }

    /// <summary>Only cases whose group or id contains this; null: all.</summary>
    public string? Filter { get; init; }

    /// <summary>Only the cases for which this is true.</summary>
    public Func<RecordedCase, bool> Where { get; init; } = _ => true;

    public RunnerKind Runner { get; init; }

    public StateKind State { get; init; }

    /// <summary>Cases at a time. They wait a lot, for queries to start and to come to rest.</summary>
    public int Parallelism { get; init; } = Math.Clamp(Environment.ProcessorCount * 2, 2, 16);
}
