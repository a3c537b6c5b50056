namespace Streaming;

/// <summary>No entries.</summary>
internal sealed class EmptyStateCursor : IStateCursor
{
    public static readonly EmptyStateCursor Instance = new();

    private EmptyStateCursor()
    {
    }

    public ReadOnlySpan<byte> Key => default;

    public ReadOnlySpan<byte> Value => default;

    public bool MoveNext() => false;

    public void Dispose()
    {
    }
}
