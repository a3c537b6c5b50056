namespace Streaming;

/// <summary>Copies rows between vectors of the same type at the same positions; text is pointed at, not copied.</summary>
internal static class VectorCopy
{
    public static void Rows(ColumnVector target, ColumnVector source, RowSet rows)
    {
        for (int i = 0; source.Nulls.Any && i < rows.Count; i++)
        {
            if (source.Nulls[rows[i]])
            {
                target.Nulls.Set(rows[i]);
            }
        }

        switch (target)
        {
            case FixedVector<bool> vector: Fixed(vector, source, rows); break;
            case FixedVector<byte> vector: Fixed(vector, source, rows); break;
            case FixedVector<sbyte> vector: Fixed(vector, source, rows); break;
            case FixedVector<short> vector: Fixed(vector, source, rows); break;
            case FixedVector<int> vector: Fixed(vector, source, rows); break;
            case FixedVector<long> vector: Fixed(vector, source, rows); break;
            case FixedVector<float> vector: Fixed(vector, source, rows); break;
            case FixedVector<double> vector: Fixed(vector, source, rows); break;
            case FixedVector<Int128> vector: Fixed(vector, source, rows); break;
            case FixedVector<Interval> vector: Fixed(vector, source, rows); break;
            case BytesVector vector:
                var bytes = (BytesVector)source;
                for (int i = 0; i < rows.Count; i++)
                {
                    int row = rows[i];
                    if (!bytes.IsNull(row))
                    {
                        vector.Set(row, bytes, row);
                    }
                }

                break;
            case ArrayVector vector:
                var array = (ArrayVector)source;
                for (int i = 0; i < rows.Count; i++)
                {
                    int row = rows[i];
                    vector.Starts[row] = vector.Elements.Count;
                    vector.Lengths[row] = array.IsNull(row) ? 0 : array.Lengths[row];
                    for (int k = 0; k < vector.Lengths[row]; k++)
                    {
                        vector.Elements.AppendFrom(array.Elements, array.Starts[row] + k);
                    }
                }

                break;
            case MapVector vector:
                var map = (MapVector)source;
                for (int i = 0; i < rows.Count; i++)
                {
                    int row = rows[i];
                    vector.Starts[row] = vector.Keys.Count;
                    vector.Lengths[row] = map.IsNull(row) ? 0 : map.Lengths[row];
                    for (int k = 0; k < vector.Lengths[row]; k++)
                    {
                        vector.Keys.AppendFrom(map.Keys, map.Starts[row] + k);
                        vector.Values.AppendFrom(map.Values, map.Starts[row] + k);
                    }
                }

                break;
            case StructVector vector:
                var structure = (StructVector)source;
                var present = source.Nulls.Any ? Present(source, rows) : rows;
                for (int i = 0; i < vector.Fields.Length; i++)
                {
                    Rows(vector.Fields[i], structure.Fields[i], present);
                }

                break;
            default: throw new InvalidOperationException(target.Type.SimpleString);
        }
    }

    /// <summary>The rows of a set that are not NULL.</summary>
    public static RowSet Present(ColumnVector source, RowSet rows)
    {
        if (!source.Nulls.Any)
        {
            return rows;
        }

        var indexes = new int[rows.Count];
        int count = 0;
        for (int i = 0; i < rows.Count; i++)
        {
            if (!source.Nulls[rows[i]])
            {
                indexes[count++] = rows[i];
            }
        }

        return RowSet.Of(indexes, count);
    }

    private static void Fixed<T>(FixedVector<T> target, ColumnVector source, RowSet rows)
        where T : unmanaged
    {
        var from = ((FixedVector<T>)source).Values;
        var to = target.Values;
        if (rows.IsAll)
        {
            Array.Copy(from, to, rows.Count);
            return;
        }

        for (int i = 0; i < rows.Count; i++)
        {
            to[rows[i]] = from[rows[i]];
        }
    }
}
