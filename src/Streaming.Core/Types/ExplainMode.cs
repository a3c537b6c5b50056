namespace Streaming;

/// <summary>What <c>Explain</c> shows.</summary>
public enum ExplainMode
{
    /// <summary>How the query runs: sources, stages, exchanges, stateful operators, sink.</summary>
    Simple,

    /// <summary>The logical plan first, then how it runs.</summary>
    Extended,

    /// <summary>The logical plan as a Mermaid flowchart.</summary>
    Mermaid,
}
