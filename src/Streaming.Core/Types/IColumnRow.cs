namespace Streaming;

/// <summary>A row that says itself what its columns are.</summary>
internal interface IColumnRow<TSelf>
{
    static abstract RowColumn<TSelf>[] Columns { get; }
}

internal static class ColumnRow
{
    public static RowColumn<T>[] Columns<T>()
        where T : IColumnRow<T> => T.Columns;
}
