using Parquet.Schema;

namespace Streaming;

/// <summary>Takes a column apart into leaves with levels.</summary>
internal abstract class ParquetTarget
{
    public static ParquetTarget Create(Field field, DataType type, List<ParquetLeafTarget> leaves)
    {
        switch (field, type)
        {
            case (ListField list, ArrayType array):
                return new ListTarget(list, Create(list.Item, array.ElementType, leaves));
            case (MapField map, MapType types):
                return new MapTarget(map, Create(map.Key, types.KeyType, leaves), Create(map.Value, types.ValueType, leaves));
            case (global::Parquet.Schema.StructField structure, StructType fields):
                return new StructTarget(structure, [.. fields.Fields.Select((part, i) => Create(structure.Fields[i], part.Type, leaves))]);
            default:
                var leaf = ParquetLeafTarget.Create((DataField)field, type);
                leaves.Add(leaf);
                return leaf;
        }
    }

    /// <summary>Adds a row.</summary>
    public abstract void Add(ColumnVector vector, int row, int repetition);

    /// <summary>Adds an entry that has no value here, because something above is NULL or empty.</summary>
    public abstract void AddMissing(int definition, int repetition);

    private sealed class StructTarget(global::Parquet.Schema.StructField field, ParquetTarget[] parts) : ParquetTarget
    {
        public override void Add(ColumnVector vector, int row, int repetition)
        {
            if (vector.IsNull(row))
            {
                AddMissing(field.MaxDefinitionLevel - 1, repetition);
                return;
            }

            var structure = (StructVector)vector;
            for (int i = 0; i < parts.Length; i++)
            {
                parts[i].Add(structure.Fields[i], row, repetition);
            }
        }

        public override void AddMissing(int definition, int repetition)
        {
            foreach (var part in parts)
            {
                part.AddMissing(definition, repetition);
            }
        }
    }

    private sealed class ListTarget(ListField field, ParquetTarget item) : ParquetTarget
    {
        public override void Add(ColumnVector vector, int row, int repetition)
        {
            var array = (ArrayVector)vector;
            if (vector.IsNull(row) || array.Lengths[row] == 0)
            {
                AddMissing(field.MaxDefinitionLevel - (vector.IsNull(row) ? 2 : 1), repetition);
                return;
            }

            for (int i = 0; i < array.Lengths[row]; i++)
            {
                item.Add(array.Elements, array.Starts[row] + i, i == 0 ? repetition : field.MaxRepetitionLevel);
            }
        }

        public override void AddMissing(int definition, int repetition) => item.AddMissing(definition, repetition);
    }

    private sealed class MapTarget(MapField field, ParquetTarget key, ParquetTarget value) : ParquetTarget
    {
        public override void Add(ColumnVector vector, int row, int repetition)
        {
            var map = (MapVector)vector;
            if (vector.IsNull(row) || map.Lengths[row] == 0)
            {
                AddMissing(field.MaxDefinitionLevel - (vector.IsNull(row) ? 2 : 1), repetition);
                return;
            }

            for (int i = 0; i < map.Lengths[row]; i++)
            {
                int level = i == 0 ? repetition : field.MaxRepetitionLevel;
                key.Add(map.Keys, map.Starts[row] + i, level);
                value.Add(map.Values, map.Starts[row] + i, level);
            }
        }

        public override void AddMissing(int definition, int repetition)
        {
            key.AddMissing(definition, repetition);
            value.AddMissing(definition, repetition);
        }
    }
}
