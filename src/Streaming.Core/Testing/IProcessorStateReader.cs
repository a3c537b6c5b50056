namespace Streaming.Testing;

/// <summary>Reads a variable of a processor, whatever its keys are.</summary>
internal interface IProcessorStateReader
{
    /// <summary>The rows, as a list of pairs.</summary>
    object Read<TValue>(ISerde<TValue> values);
}
