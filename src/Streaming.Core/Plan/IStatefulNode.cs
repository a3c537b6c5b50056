namespace Streaming;

/// <summary>A node that keeps state between epochs; numbered in plan order, which names its state in the checkpoint.</summary>
public interface IStatefulNode
{
}
