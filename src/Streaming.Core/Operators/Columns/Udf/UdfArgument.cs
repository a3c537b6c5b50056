using System.Runtime.CompilerServices;

namespace Streaming;

/// <summary>An argument of a user's function: its values as an array of the C# type, by row.</summary>
internal sealed class UdfArgument<T>(Kernel kernel) : IUdfArgument
{
    private readonly SqlCell<T>? _cell = UdfTypes.IsAny(typeof(T)) ? null : SqlCell<T>.Instance;
    private T[] _read = [];

    /// <summary>The values of the rows that are wanted; others are undefined.</summary>
    public T[] Values { get; private set; } = [];

    public NullMask Nulls { get; private set; } = new();

    public bool IsPrimitive => default(T) is not null;

    public void Evaluate(RowBatch batch, RowSet rows, EvaluationContext context)
    {
        Vector = kernel.Evaluate(batch, rows, context);
        Nulls = Vector.Nulls;
    }

    public void Load(RowSet rows, int count)
    {
        if (UdfTypes.ArrayOf<T>(Vector!) is { } values)
        {
            Values = values;
            return;
        }

        if (_read.Length < count)
        {
            _read = new T[Math.Max(count, _read.Length * 2)];
        }

        Values = _read;
        for (int i = 0; i < rows.Count; i++)
        {
            int row = rows[i];
            _read[row] = _cell is null ? (T)VectorValues.Get(Vector!, row)! : SqlCells.Read(_cell, Vector!, row);
        }
    }

    private ColumnVector? Vector { get; set; }
}

/// <summary>What a kernel does with an argument without knowing its type.</summary>
internal interface IUdfArgument
{
    NullMask Nulls { get; }

    /// <summary>Whether a NULL here makes the result NULL.</summary>
    bool IsPrimitive { get; }

    /// <summary>Computes the argument.</summary>
    void Evaluate(RowBatch batch, RowSet rows, EvaluationContext context);

    /// <summary>Turns it into C# values.</summary>
    void Load(RowSet rows, int count);
}

/// <summary>The types that user's functions take and give.</summary>
internal static class UdfTypes
{
    /// <summary>Types that take values of any SQL type, boxed.</summary>
    public static bool IsAny(Type type) => type == typeof(object) || type == typeof(Row);

    /// <summary>The values of a vector themselves where the C# type is the one that it holds.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T[]? ArrayOf<T>(ColumnVector vector) =>
        typeof(T) == typeof(int) ? (vector as FixedVector<int>)?.Values as T[]
        : typeof(T) == typeof(long) ? (vector as FixedVector<long>)?.Values as T[]
        : typeof(T) == typeof(double) ? (vector as FixedVector<double>)?.Values as T[]
        : typeof(T) == typeof(bool) ? (vector as FixedVector<bool>)?.Values as T[]
        : typeof(T) == typeof(float) ? (vector as FixedVector<float>)?.Values as T[]
        : typeof(T) == typeof(short) ? (vector as FixedVector<short>)?.Values as T[]
        : typeof(T) == typeof(sbyte) ? (vector as FixedVector<sbyte>)?.Values as T[]
        : null;
}
