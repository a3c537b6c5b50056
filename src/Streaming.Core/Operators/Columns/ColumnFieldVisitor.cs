namespace Streaming;

/// <summary>Finds the SQL type of a record's column and how it is filled.</summary>
internal sealed class ColumnFieldVisitor<T> : IRowColumnVisitor<T, (StructField Field, ColumnFill<T> Fill, Action<ColumnVector, T> Append)>
{
    public static ColumnFieldVisitor<T> Instance { get; } = new();

    public (StructField Field, ColumnFill<T> Fill, Action<ColumnVector, T> Append) Visit<TCell>(string name, Func<T, TCell> get)
    {
        var cell = SqlCell<TCell>.Instance;
        return (new StructField(name, cell.Type, cell.Nullable), new ColumnFill<T, TCell>(get), (vector, record) => cell.Append(vector, get(record)));
    }
}
