using Parquet;
using Parquet.Schema;

namespace Streaming;

/// <summary>Maps.</summary>
internal sealed class ParquetMapColumn(MapField field, ParquetColumn key, ParquetColumn value) : ParquetColumn
{
    public override int Definition => key.Definition;

    public override int Repetition => key.Repetition;

    public override void Load(ParquetRowGroupReader group)
    {
        key.Load(group);
        value.Load(group);
    }

    public override void AppendNext(ColumnVector target)
    {
        var map = (MapVector)target;
        int level = key.Definition;
        if (level < field.MaxDefinitionLevel)
        {
            Skip();
            if (level < field.MaxDefinitionLevel - 1)
            {
                map.AppendNull();
            }
            else
            {
                map.AppendRow(map.Keys.Count, 0);
            }

            return;
        }

        int start = map.Keys.Count;
        do
        {
            key.AppendNext(map.Keys);
            value.AppendNext(map.Values);
        }
        while (key.Repetition == field.MaxRepetitionLevel);
        map.AppendRow(start, map.Keys.Count - start);
    }

    public override void Skip()
    {
        key.Skip();
        value.Skip();
    }

    public override void Dispose()
    {
        key.Dispose();
        value.Dispose();
    }
}
