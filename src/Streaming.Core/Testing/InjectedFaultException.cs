namespace Streaming.Testing;

/// <summary>What <see cref="FaultInjectingFileSystem"/> throws.</summary>
public sealed class InjectedFaultException : IOException
{
    internal InjectedFaultException(FileFault fault, FileCall call)
        : base($"Injected fault: {(fault == FileFault.Crash ? "the machine crashed" : "disk full")} at {call.Operation} of '{call.Path}'.")
    {
        Fault = fault;
        Call = call;
        if (fault != FileFault.Crash)
        {
            HResult = DurableFile.DiskFullCode;
        }
    }

    /// <summary>How the call failed.</summary>
    public FileFault Fault { get; }

    /// <summary>The call that failed.</summary>
    public FileCall Call { get; }
}
