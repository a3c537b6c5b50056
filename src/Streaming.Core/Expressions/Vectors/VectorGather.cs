namespace Streaming;

/// <summary>Takes rows of a vector into another: fixed sizes are copied, text and bytes are pointed at.</summary>
internal static class VectorGather
{
    /// <summary>Fills <paramref name="target"/> with the rows <paramref name="indexes"/> of <paramref name="source"/>; -1 gives NULL.</summary>
    public static void Gather(ColumnVector source, ReadOnlySpan<int> indexes, ColumnVector target)
    {
        switch (source)
        {
            case BytesVector bytes:
                Bytes(bytes, indexes, (BytesVector)target);
                break;
            case FixedVector<int> values:
                Fixed(values, indexes, (FixedVector<int>)target);
                break;
            case FixedVector<long> values:
                Fixed(values, indexes, (FixedVector<long>)target);
                break;
            case FixedVector<double> values:
                Fixed(values, indexes, (FixedVector<double>)target);
                break;
            case FixedVector<bool> values:
                Fixed(values, indexes, (FixedVector<bool>)target);
                break;
            default:
                target.Reset(0);
                foreach (int index in indexes)
                {
                    if (index < 0)
                    {
                        target.AppendNull();
                    }
                    else
                    {
                        target.AppendFrom(source, index);
                    }
                }

                break;
        }
    }

    private static void Fixed<T>(FixedVector<T> source, ReadOnlySpan<int> indexes, FixedVector<T> target)
        where T : unmanaged
    {
        target.Reset(indexes.Length);
        var from = source.Values;
        var to = target.Values;
        for (int i = 0; i < indexes.Length; i++)
        {
            int index = indexes[i];
            if (index < 0 || source.IsNull(index))
            {
                target.Nulls.Set(i);
            }
            else
            {
                to[i] = from[index];
            }
        }
    }

    private static void Bytes(BytesVector source, ReadOnlySpan<int> indexes, BytesVector target)
    {
        target.Reset(indexes.Length);
        for (int i = 0; i < indexes.Length; i++)
        {
            int index = indexes[i];
            if (index < 0 || source.IsNull(index))
            {
                target.Nulls.Set(i);
            }
            else
            {
                target.Set(i, source, index);
            }
        }
    }
}
