namespace Streaming;

/// <summary>What happens to records that do not fit.</summary>
internal enum ParseMode
{
    /// <summary>What does not fit is NULL; the record goes to the column for such.</summary>
    Permissive,

    /// <summary>The record is left out.</summary>
    DropMalformed,

    /// <summary>The query fails.</summary>
    FailFast,
}
