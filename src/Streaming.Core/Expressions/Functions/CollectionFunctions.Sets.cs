namespace Streaming;

/// <summary>Searching in arrays, and arrays as sets.</summary>
internal static partial class CollectionFunctions
{
    private static int Find(ArrayVector array, int row, ColumnVector value, int index, out bool hasNull)
    {
        hasNull = false;
        for (int i = 0; i < array.Lengths[row]; i++)
        {
            int element = array.Starts[row] + i;
            if (array.Elements.IsNull(element))
            {
                hasNull = true;
            }
            else if (VectorOrder.Compare(array.Elements, element, value, index) == 0)
            {
                return i;
            }
        }

        return -1;
    }

    private static bool Holds(ArrayVector array, int row, ColumnVector value, int index)
    {
        if (!value.IsNull(index))
        {
            return Find(array, row, value, index, out _) >= 0;
        }

        for (int i = 0; i < array.Lengths[row]; i++)
        {
            if (array.Elements.IsNull(array.Starts[row] + i))
            {
                return true;
            }
        }

        return false;
    }

    private static void Contains(CallFrame f, int row)
    {
        bool found = Find(Arrays(f, 0), row, f.Arguments[1], row, out bool hasNull) >= 0;
        if (!found && hasNull)
        {
            f.ReturnNull(row);
        }
        else
        {
            f.Return(row, found);
        }
    }

    private static void Position(CallFrame f, int row) => f.Return(row, Find(Arrays(f, 0), row, f.Arguments[1], row, out _) + 1L);

    private static void Overlap(CallFrame f, int row)
    {
        var left = Arrays(f, 0);
        var right = Arrays(f, 1);
        bool hasNull = false;
        for (int i = 0; i < left.Lengths[row]; i++)
        {
            int element = left.Starts[row] + i;
            if (left.Elements.IsNull(element))
            {
                hasNull |= right.Lengths[row] > 0;
            }
            else if (Find(right, row, left.Elements, element, out bool isOpen) >= 0)
            {
                f.Return(row, true);
                return;
            }
            else
            {
                hasNull |= isOpen;
            }
        }

        if (hasNull)
        {
            f.ReturnNull(row);
        }
        else
        {
            f.Return(row, false);
        }
    }

    private static void Remove(CallFrame f, int row)
    {
        var array = Arrays(f, 0);
        var result = (ArrayVector)f.Result;
        int start = result.Elements.Count;
        for (int i = 0; i < array.Lengths[row]; i++)
        {
            int element = array.Starts[row] + i;
            if (array.Elements.IsNull(element) || VectorOrder.Compare(array.Elements, element, f.Arguments[1], row) != 0)
            {
                result.Elements.AppendFrom(array.Elements, element);
            }
        }

        result.AppendRow(start, result.Elements.Count - start);
    }

    private static void Set(CallFrame f, int row, Func<ColumnVector, int, bool> isWanted, ColumnVector[] sources)
    {
        var result = (ArrayVector)f.Result;
        int start = result.Elements.Count;
        foreach (var source in sources)
        {
            var array = (ArrayVector)source;
            for (int i = array.Starts[row]; i < array.Starts[row] + array.Lengths[row]; i++)
            {
                bool isNew = isWanted(array.Elements, i);
                for (int j = start; isNew && j < result.Elements.Count; j++)
                {
                    isNew = VectorOrder.CompareNullable(result.Elements, j, array.Elements, i) != 0;
                }

                if (isNew)
                {
                    result.Elements.AppendFrom(array.Elements, i);
                    Elements.PlusZero(result.Elements);
                }
            }
        }

        result.AppendRow(start, result.Elements.Count - start);
    }
}
