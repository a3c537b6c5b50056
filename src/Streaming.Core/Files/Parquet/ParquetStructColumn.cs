using Parquet;

namespace Streaming;

/// <summary>Structs; fields that the file does not have are NULL.</summary>
internal sealed class ParquetStructColumn : ParquetColumn
{
    private readonly global::Parquet.Schema.StructField _field;
    private readonly ParquetColumn?[] _fields;
    private readonly ParquetColumn _first;

    /// <summary>Creates the column.</summary>
    /// <param name="field">The file's field.</param>
    /// <param name="fields">The wanted fields; null for those that the file does not have.</param>
    /// <param name="path">The file.</param>
    public ParquetStructColumn(global::Parquet.Schema.StructField field, ParquetColumn?[] fields, string path)
    {
        _field = field;
        _fields = fields;

        // Without a field of its own that is wanted the struct still has to be told from NULL.
        _first = Array.Find(fields, part => part is not null) ?? (field.Fields[0] is global::Parquet.Schema.DataField data
            ? ParquetLeaf.Create(data, ParquetTypes.FieldOf(data).Type, path)
            : throw Mismatch(field, DataTypes.Null, path));
    }

    public override int Definition => _first.Definition;

    public override int Repetition => _first.Repetition;

    public override void Load(ParquetRowGroupReader group)
    {
        foreach (var field in Parts())
        {
            field.Load(group);
        }
    }

    public override void AppendNext(ColumnVector target)
    {
        var structure = (StructVector)target;
        if (_field.IsNullable && _first.Definition < _field.MaxDefinitionLevel)
        {
            Skip();
            structure.AppendNull();
            return;
        }

        for (int i = 0; i < _fields.Length; i++)
        {
            if (_fields[i] is { } field)
            {
                field.AppendNext(structure.Fields[i]);
            }
            else
            {
                structure.Fields[i].AppendNull();
            }
        }

        if (!_fields.Contains(_first))
        {
            _first.Skip();
        }

        structure.AppendRow();
    }

    public override void Skip()
    {
        foreach (var field in Parts())
        {
            field.Skip();
        }
    }

    public override void Dispose()
    {
        foreach (var field in Parts())
        {
            field.Dispose();
        }
    }

    private IEnumerable<ParquetColumn> Parts() => _fields.Contains(_first) ? _fields.OfType<ParquetColumn>() : _fields.OfType<ParquetColumn>().Append(_first);
}
