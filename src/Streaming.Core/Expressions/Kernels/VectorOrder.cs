namespace Streaming;

/// <summary>Spark's order of values: NaN equals NaN and is largest, -0.0 equals 0.0, text and binary by bytes, arrays and structs part by part with NULL first.</summary>
internal static class VectorOrder
{
    public static int Compare(ColumnVector left, int leftRow, ColumnVector right, int rightRow)
    {
        switch (left)
        {
            case FixedVector<bool> vector: return vector.Values[leftRow].CompareTo(((FixedVector<bool>)right).Values[rightRow]);
            case FixedVector<sbyte> vector: return vector.Values[leftRow].CompareTo(((FixedVector<sbyte>)right).Values[rightRow]);
            case FixedVector<short> vector: return vector.Values[leftRow].CompareTo(((FixedVector<short>)right).Values[rightRow]);
            case FixedVector<int> vector: return vector.Values[leftRow].CompareTo(((FixedVector<int>)right).Values[rightRow]);
            case FixedVector<long> vector: return vector.Values[leftRow].CompareTo(((FixedVector<long>)right).Values[rightRow]);
            case FixedVector<Int128> vector: return vector.Values[leftRow].CompareTo(((FixedVector<Int128>)right).Values[rightRow]);
            case FixedVector<float> vector: return Compare(vector.Values[leftRow], ((FixedVector<float>)right).Values[rightRow]);
            case FixedVector<double> vector: return Compare(vector.Values[leftRow], ((FixedVector<double>)right).Values[rightRow]);
            case FixedVector<byte>: return 0;
            case FixedVector<Interval> vector:
                var a = vector.Values[leftRow];
                var b = ((FixedVector<Interval>)right).Values[rightRow];
                return (a.Months, a.Days, a.Microseconds).CompareTo((b.Months, b.Days, b.Microseconds));
            case BytesVector vector: return vector.Value(leftRow).SequenceCompareTo(((BytesVector)right).Value(rightRow));
            case ArrayVector vector:
                var array = (ArrayVector)right;
                int common = Math.Min(vector.Lengths[leftRow], array.Lengths[rightRow]);
                for (int i = 0; i < common; i++)
                {
                    int order = CompareNullable(vector.Elements, vector.Starts[leftRow] + i, array.Elements, array.Starts[rightRow] + i);
                    if (order != 0)
                    {
                        return order;
                    }
                }

                return vector.Lengths[leftRow].CompareTo(array.Lengths[rightRow]);
            case StructVector vector:
                var structure = (StructVector)right;
                for (int i = 0; i < vector.Fields.Length; i++)
                {
                    int order = CompareNullable(vector.Fields[i], leftRow, structure.Fields[i], rightRow);
                    if (order != 0)
                    {
                        return order;
                    }
                }

                return 0;
            default: throw new InvalidOperationException(left.Type.SimpleString);
        }
    }

    /// <summary>The order where NULL comes first.</summary>
    public static int CompareNullable(ColumnVector left, int leftRow, ColumnVector right, int rightRow) =>
        left.IsNull(leftRow) ? (right.IsNull(rightRow) ? 0 : -1) : right.IsNull(rightRow) ? 1 : Compare(left, leftRow, right, rightRow);

    // CompareTo puts NaN first.
    public static int Compare(double left, double right) =>
        left < right ? -1 : left > right ? 1 : left == right ? 0 : double.IsNaN(left) ? (double.IsNaN(right) ? 0 : 1) : -1;
}
