namespace Streaming;

/// <summary>A row that a side of a join keeps; valid while rows of that side are only added.</summary>
/// <param name="Page">Number of the page in the side's table.</param>
/// <param name="At">Place within the page.</param>
internal readonly record struct JoinRowRef(int Page, int At);
