namespace Streaming;

/// <summary>Settings of the console sink; the options <c>numRows</c> and <c>truncate</c> beat them.</summary>
public sealed class ConsoleSinkOptions
{
    /// <summary>Rows printed of each batch.</summary>
    public int NumRows { get; init; } = 20;

    /// <summary>True cuts cells to 20 characters and aligns them right; false prints them whole, aligned left.</summary>
    public bool Truncate { get; init; } = true;

    /// <summary>Where to print; null prints to <see cref="Console.Out"/>.</summary>
    public TextWriter? Output { get; init; }
}
