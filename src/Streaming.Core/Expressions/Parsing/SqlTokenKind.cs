namespace Streaming;

/// <summary>What SQL text is made of.</summary>
internal enum SqlTokenKind
{
    /// <summary>A keyword or a name: which of both is known only from its place.</summary>
    Word,

    /// <summary>A name in backquotes.</summary>
    QuotedName,

    /// <summary>A string in either quotes, with its prefix <c>r</c> where it has one.</summary>
    Text,

    /// <summary>A number with its suffix.</summary>
    Number,

    /// <summary>An operator or punctuation.</summary>
    Symbol,
}
