namespace Streaming.Conformance;

/// <summary>How a case went.</summary>
public enum CaseStatus
{
    Passed,
    Failed,

    /// <summary>It cannot be said in .NET; listed with the reason in notExpressible.json.</summary>
    NotExpressible,
}
