namespace Streaming.Testing;

/// <summary>Ends a batch where the test wants the process to die.</summary>
internal sealed class SimulatedCrash : Exception;
