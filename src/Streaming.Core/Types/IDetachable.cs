namespace Streaming;

/// <summary>A value that may look into a buffer which is reused after the current batch.</summary>
/// <remarks>The engine detaches such values before it keeps them: in state, in an exchange, in a collecting sink.</remarks>
/// <typeparam name="TSelf">The implementing type.</typeparam>
public interface IDetachable<TSelf>
{
    /// <summary>Returns a value with its own memory; the value itself where it owns its memory already.</summary>
    TSelf Detach();
}
