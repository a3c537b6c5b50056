namespace Streaming;

/// <summary>What a column of a DataFrame is known by, besides its position.</summary>
/// <param name="Id">Which column it is; stays the same as long as the column is only handed on.</param>
/// <param name="Name">Its name when it was made.</param>
/// <param name="Qualifier">Name of the DataFrame that it comes from (<c>Alias</c>), if that has one.</param>
/// <param name="Place">Its place there.</param>
internal sealed record ColumnTag(object Id, string Name, string? Qualifier, int Place = 0);
