using Parquet;
using Parquet.Schema;

namespace Streaming;

/// <summary>A column of a Parquet file, or a part of one, put together from its leaves by their levels.</summary>
internal abstract class ParquetColumn : IDisposable
{
    public static ParquetColumn Create(Field field, DataType type, string path) => (field, type) switch
    {
        (ListField list, ArrayType array) => new ParquetListColumn(list, Create(list.Item, array.ElementType, path)),
        (MapField map, MapType types) => new ParquetMapColumn(map, Create(map.Key, types.KeyType, path), Create(map.Value, types.ValueType, path)),
        (global::Parquet.Schema.StructField structure, StructType fields) => new ParquetStructColumn(structure, [.. fields.Fields.Select(wanted =>
            structure.Fields.FirstOrDefault(found => string.Equals(found.Name, wanted.Name, StringComparison.OrdinalIgnoreCase)) is { } found ? Create(found, wanted.Type, path) : null)], path),
        (DataField data, not (ArrayType or MapType or StructType)) => ParquetLeaf.Create(data, type, path),
        _ => throw Mismatch(field, type, path),
    };

    /// <summary>Definition level of the entry at hand.</summary>
    public abstract int Definition { get; }

    /// <summary>Repetition level of the entry at hand; -1 at the end of the row group.</summary>
    public abstract int Repetition { get; }

    /// <summary>Reads the leaves of a row group.</summary>
    public abstract void Load(ParquetRowGroupReader group);

    /// <summary>Appends the entry at hand, with all that belongs to it.</summary>
    public abstract void AppendNext(ColumnVector target);

    /// <summary>Passes over an entry that has no value here.</summary>
    public abstract void Skip();

    public virtual void Append(ColumnVector target, int count)
    {
        for (int i = 0; i < count; i++)
        {
            AppendNext(target);
        }
    }

    public abstract void Dispose();

    public static StreamingException Mismatch(Field field, DataType type, string path) => new(
        "FAILED_READ_FILE.PARQUET_COLUMN_DATA_TYPE_MISMATCH",
        $"[FAILED_READ_FILE.PARQUET_COLUMN_DATA_TYPE_MISMATCH] Encountered error while reading file {FileUri.Of(path)}. Data type mismatches when reading Parquet column [{field.Name}]. "
        + $"Expected Spark type {type.SimpleString}, actual Parquet type {(field as DataField)?.SchemaElement?.Type?.ToString() ?? field.SchemaType.ToString()}. SQLSTATE: KD001")
    { SqlState = "KD001" };
}
