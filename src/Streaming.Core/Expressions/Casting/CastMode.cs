namespace Streaming;

/// <summary>What a cast does with a value that the wanted type cannot hold.</summary>
internal enum CastMode
{
    /// <summary>An error.</summary>
    Ansi,

    /// <summary>NULL.</summary>
    Try,

    /// <summary>As before ANSI: integers wrap, text that is no number and decimals that do not fit are NULL.</summary>
    Legacy,
}
