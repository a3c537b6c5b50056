namespace Streaming;

/// <summary>Says which kept rows stay; implemented by structs.</summary>
internal interface IJoinRowTest
{
    /// <summary>Whether the row at a place stays.</summary>
    bool IsKept(JoinRows rows, int at);
}
