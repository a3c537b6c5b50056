namespace Streaming;

/// <summary>Sees rows that a side of a join gives up; implemented by structs.</summary>
internal interface IJoinRowVisitor
{
    /// <summary>A row that goes.</summary>
    /// <param name="row">Its bytes, valid during the call.</param>
    /// <param name="isMatched">Whether it has had a partner.</param>
    /// <param name="isNew">Whether it came in this epoch.</param>
    /// <returns>Whether it counts as a row that was kept; else it counts as if it never had been.</returns>
    bool Visit(ReadOnlySpan<byte> row, bool isMatched, bool isNew);
}
