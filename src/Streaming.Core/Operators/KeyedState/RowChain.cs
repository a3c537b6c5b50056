namespace Streaming;

/// <summary>The rows of a key: numbers of the first and the last one.</summary>
internal struct RowChain
{
    public int First;
    public int Last;
    public int Count;
}
