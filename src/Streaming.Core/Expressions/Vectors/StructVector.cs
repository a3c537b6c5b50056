namespace Streaming;

/// <summary>Structs: the fields of row i are at row i of each of <see cref="Fields"/>.</summary>
internal sealed class StructVector : ColumnVector
{
    public StructVector(StructType type, ColumnVector[] fields)
        : base(type) => Fields = fields;

    /// <summary>The fields' vectors; may be replaced by those of an expression, so that making a struct copies nothing.</summary>
    public ColumnVector[] Fields { get; }

    public override void Reset(int count)
    {
        base.Reset(count);
        foreach (var field in Fields)
        {
            field.Reset(count);
        }
    }

    public override void Truncate(int count)
    {
        base.Truncate(count);
        foreach (var field in Fields)
        {
            field.Truncate(count);
        }
    }

    /// <summary>Says how many rows there are where the fields' vectors were filled or put in from outside.</summary>
    public void SetCount(int count)
    {
        Count = count;
        Nulls.Reset(count);
    }

    /// <summary>Ends a row whose fields have been appended.</summary>
    public void AppendRow()
    {
        Nulls.EnsureRow(Count);
        Count++;
    }

    public override void AppendFrom(ColumnVector source, int row)
    {
        if (source.IsNull(row))
        {
            AppendNull();
            return;
        }

        var other = (StructVector)source;
        for (int i = 0; i < Fields.Length; i++)
        {
            Fields[i].AppendFrom(other.Fields[i], row);
        }

        AppendRow();
    }

    public override void AppendNull()
    {
        foreach (var field in Fields)
        {
            field.AppendNull();
        }

        Nulls.Set(Count);
        Count++;
    }
}
