namespace Streaming;

/// <summary>Holds records back that must be handed on before the batch they came from is reused.</summary>
internal interface IFlushable
{
    void Flush();
}
