using Parquet;
using Parquet.Schema;

namespace Streaming;

/// <summary>Lists.</summary>
internal sealed class ParquetListColumn(ListField field, ParquetColumn item) : ParquetColumn
{
    public override int Definition => item.Definition;

    public override int Repetition => item.Repetition;

    public override void Load(ParquetRowGroupReader group) => item.Load(group);

    public override void AppendNext(ColumnVector target)
    {
        var array = (ArrayVector)target;
        int level = item.Definition;
        if (level < field.MaxDefinitionLevel)
        {
            item.Skip();
            if (level < field.MaxDefinitionLevel - 1)
            {
                array.AppendNull();
            }
            else
            {
                array.AppendRow(array.Elements.Count, 0);
            }

            return;
        }

        int start = array.Elements.Count;
        do
        {
            item.AppendNext(array.Elements);
        }
        while (item.Repetition == field.MaxRepetitionLevel);
        array.AppendRow(start, array.Elements.Count - start);
    }

    public override void Skip() => item.Skip();

    public override void Dispose() => item.Dispose();
}
