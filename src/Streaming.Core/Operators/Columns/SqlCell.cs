using System.Collections;
using System.Reflection;
using System.Text;

namespace Streaming;

/// <summary>The SQL type of a C# type, and how its values get into a vector and out of one.</summary>
internal sealed class SqlCell<T>(DataType type, bool nullable, Action<ColumnVector, T> append, Func<ColumnVector, int, T> read)
{
    private static SqlCell<T>? _instance;

    /// <summary>Made at first use.</summary>
    /// <exception cref="StreamingException">No SQL type holds such values.</exception>
    public static SqlCell<T> Instance => _instance ??= (SqlCell<T>)SqlCells.Make(typeof(T));

    public DataType Type => type;

    public bool Nullable => nullable;

    public Action<ColumnVector, T> Append => append;

    /// <summary>Reads a value; the vector's type is <see cref="Type"/> or one that widens to it.</summary>
    public Func<ColumnVector, int, T> Read => read;
}

/// <summary>Finds the SQL types of C# types.</summary>
internal static class SqlCells
{
    private static readonly Dictionary<Type, object> Scalars = new()
    {
        [typeof(bool)] = Fixed<bool>(DataTypes.Boolean),
        [typeof(sbyte)] = Fixed<sbyte>(DataTypes.Byte),
        [typeof(byte)] = new SqlCell<byte>(DataTypes.Short, false, (v, x) => ((FixedVector<short>)v).Append(x), (v, i) => checked((byte)Integer(v, i))),
        [typeof(short)] = new SqlCell<short>(DataTypes.Short, false, (v, x) => ((FixedVector<short>)v).Append(x), (v, i) => checked((short)Integer(v, i))),
        [typeof(ushort)] = new SqlCell<ushort>(DataTypes.Integer, false, (v, x) => ((FixedVector<int>)v).Append(x), (v, i) => checked((ushort)Integer(v, i))),
        [typeof(int)] = new SqlCell<int>(DataTypes.Integer, false, (v, x) => ((FixedVector<int>)v).Append(x), (v, i) => v is FixedVector<int> ints ? ints.Values[i] : checked((int)Integer(v, i))),
        [typeof(uint)] = new SqlCell<uint>(DataTypes.Long, false, (v, x) => ((FixedVector<long>)v).Append(x), (v, i) => checked((uint)Integer(v, i))),
        [typeof(long)] = new SqlCell<long>(DataTypes.Long, false, (v, x) => ((FixedVector<long>)v).Append(x), (v, i) => v is FixedVector<long> longs ? longs.Values[i] : Integer(v, i)),
        [typeof(ulong)] = new SqlCell<ulong>(new DecimalType(20, 0), false, (v, x) => ((FixedVector<Int128>)v).Append(x), (v, i) => checked((ulong)ReadDecimal(v, i))),
        [typeof(Guid)] = new SqlCell<Guid>(DataTypes.String, false, (v, x) => Text(v, x.ToString()), (v, i) => Guid.Parse(ReadText(v, i)!)),
        [typeof(float)] = new SqlCell<float>(DataTypes.Float, false, (v, x) => ((FixedVector<float>)v).Append(x), (v, i) => v is FixedVector<float> floats ? floats.Values[i] : (float)Real(v, i)),
        [typeof(double)] = new SqlCell<double>(DataTypes.Double, false, (v, x) => ((FixedVector<double>)v).Append(x), Real),
        [typeof(char)] = new SqlCell<char>(DataTypes.String, false, (v, x) => Text(v, x.ToString()), (v, i) => ReadText(v, i)![0]),
        [typeof(string)] = new SqlCell<string?>(DataTypes.String, true, Text, ReadText),
        [typeof(Utf8Slice)] = new SqlCell<Utf8Slice>(DataTypes.String, false, (v, x) => ((BytesVector)v).AppendSlice(x), (v, i) => new Utf8Slice(((BytesVector)v).Value(i).ToArray())),
        [typeof(byte[])] = new SqlCell<byte[]?>(DataTypes.Binary, true, Bytes, (v, i) => v.IsNull(i) ? null : ((BytesVector)v).Value(i).ToArray()),
        [typeof(ReadOnlyMemory<byte>)] = new SqlCell<ReadOnlyMemory<byte>>(DataTypes.Binary, false, (v, x) => ((BytesVector)v).AppendCopy(x.Span), (v, i) => ((BytesVector)v).Value(i).ToArray()),
        [typeof(decimal)] = new SqlCell<decimal>(new DecimalType(38, 18), false, VectorAppend, ReadDecimal),
        [typeof(SqlDecimal)] = new SqlCell<SqlDecimal>(new DecimalType(38, 18), false, VectorAppend, (v, i) => (SqlDecimal)VectorValues.Get(v, i)!),
        [typeof(DateOnly)] = new SqlCell<DateOnly>(DataTypes.Date, false, (v, x) => ((FixedVector<int>)v).Append(VectorValues.Days(x)), (v, i) => VectorValues.Date(((FixedVector<int>)v).Values[i])),
        [typeof(DateTimeOffset)] = new SqlCell<DateTimeOffset>(DataTypes.Timestamp, false, (v, x) => ((FixedVector<long>)v).Append(VectorValues.Micros(x)), (v, i) => VectorValues.Moment(((FixedVector<long>)v).Values[i])),
        [typeof(DateTime)] = new SqlCell<DateTime>(DataTypes.TimestampNtz, false, (v, x) => ((FixedVector<long>)v).Append(VectorValues.Micros(x)), (v, i) => VectorValues.Moment(((FixedVector<long>)v).Values[i]).UtcDateTime),
        [typeof(TimeSpan)] = new SqlCell<TimeSpan>(IntervalType.DayToSecond, false, (v, x) => ((FixedVector<long>)v).Append(x.Ticks / TimeSpan.TicksPerMicrosecond), (v, i) => TimeSpan.FromTicks(((FixedVector<long>)v).Values[i] * TimeSpan.TicksPerMicrosecond)),
        [typeof(Interval)] = Fixed<Interval>(DataTypes.CalendarInterval),
    };

    public static object Make(Type type)
    {
        if (Scalars.TryGetValue(type, out object? scalar))
        {
            return scalar;
        }

        if (Nullable.GetUnderlyingType(type) is { } inner)
        {
            return Call(nameof(OfNullable), inner);
        }

        if (type.IsEnum)
        {
            return Call(nameof(OfEnum), type);
        }

        if (Interface(type, typeof(IReadOnlyDictionary<,>)) is { } map)
        {
            return Call(nameof(OfMap), type, map.GetGenericArguments()[0], map.GetGenericArguments()[1]);
        }

        if (Interface(type, typeof(IEnumerable<>)) is { } sequence)
        {
            return Call(nameof(OfSequence), type, sequence.GetGenericArguments()[0]);
        }

        return CellText.HasColumns(type)
            ? Call(nameof(OfRecord), type)
            : throw new StreamingException("UNSUPPORTED_DATATYPE", $"[UNSUPPORTED_DATATYPE] Unsupported data type {TypeNames.Of(type)}. Map it to a type that SQL knows before ToDataFrame(). SQLSTATE: 0A000") { SqlState = "0A000" };
    }

    private static object Call(string method, params Type[] types)
    {
        try
        {
            return typeof(SqlCells).GetMethod(method, BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(types).Invoke(null, null)!;
        }
        catch (TargetInvocationException error) when (error.InnerException is StreamingException inner)
        {
            throw inner;
        }
    }

    private static SqlCell<T> Fixed<T>(DataType type)
        where T : unmanaged => new(type, false, (v, x) => ((FixedVector<T>)v).Append(x), (v, i) => ((FixedVector<T>)v).Values[i]);

    private static SqlCell<T?> OfNullable<T>()
        where T : struct
    {
        var inner = SqlCell<T>.Instance;
        return new SqlCell<T?>(
            inner.Type, true,
            (vector, value) =>
            {
                if (value.HasValue)
                {
                    inner.Append(vector, value.GetValueOrDefault());
                }
                else
                {
                    vector.AppendNull();
                }
            },
            (vector, row) => vector.IsNull(row) ? null : inner.Read(vector, row));
    }

    private static SqlCell<T> OfEnum<T>()
        where T : struct, Enum => new(DataTypes.String, false, (v, x) => Text(v, x.ToString()), (v, i) => Enum.Parse<T>(ReadText(v, i)!, ignoreCase: true));

    private static SqlCell<TSequence> OfSequence<TSequence, T>()
    {
        var element = SqlCell<T>.Instance;
        return new SqlCell<TSequence>(
            new ArrayType(element.Type, element.Nullable), true,
            (vector, value) =>
            {
                if (value is null)
                {
                    vector.AppendNull();
                    return;
                }

                var array = (ArrayVector)vector;
                int start = array.Elements.Count;
                foreach (var item in (IEnumerable<T>)value)
                {
                    element.Append(array.Elements, item);
                }

                array.AppendRow(start, array.Elements.Count - start);
            },
            (vector, row) =>
            {
                if (vector.IsNull(row))
                {
                    return default!;
                }

                var array = (ArrayVector)vector;
                var items = new T[array.Lengths[row]];
                for (int i = 0; i < items.Length; i++)
                {
                    items[i] = SqlCells.Read(element, array.Elements, array.Starts[row] + i);
                }

                return items is TSequence same ? same
                    : typeof(TSequence).IsAssignableFrom(typeof(List<T>)) ? (TSequence)(object)new List<T>(items)
                    : (TSequence)Activator.CreateInstance(typeof(TSequence), [items])!;
            });
    }

    private static SqlCell<TMap> OfMap<TMap, TKey, TValue>()
        where TKey : notnull
    {
        var key = SqlCell<TKey>.Instance;
        var item = SqlCell<TValue>.Instance;
        return new SqlCell<TMap>(
            new MapType(key.Type, item.Type, item.Nullable), true,
            (vector, value) =>
            {
                if (value is null)
                {
                    vector.AppendNull();
                    return;
                }

                var map = (MapVector)vector;
                int start = map.Keys.Count;
                foreach (var (name, entry) in (IReadOnlyDictionary<TKey, TValue>)value)
                {
                    key.Append(map.Keys, name);
                    item.Append(map.Values, entry);
                }

                map.AppendRow(start, map.Keys.Count - start);
            },
            (vector, row) =>
            {
                if (vector.IsNull(row))
                {
                    return default!;
                }

                var map = (MapVector)vector;
                var entries = new Dictionary<TKey, TValue>(map.Lengths[row]);
                for (int i = map.Starts[row]; i < map.Starts[row] + map.Lengths[row]; i++)
                {
                    entries[key.Read(map.Keys, i)] = Read(item, map.Values, i);
                }

                return (TMap)(object)entries;
            });
    }

    private static SqlCell<T> OfRecord<T>()
    {
        var cells = RowColumns<T>.Instance.Cells.Select(column => column.Accept(ColumnFieldVisitor<T>.Instance)).ToList();
        var type = new StructType(cells.Select(cell => cell.Field));
        var appends = cells.Select(cell => cell.Append).ToArray();
        RecordMaker<T>? maker = null;
        return new SqlCell<T>(
            type, default(T) is null,
            (vector, value) =>
            {
                if (value is null)
                {
                    vector.AppendNull();
                    return;
                }

                var structure = (StructVector)vector;
                for (int i = 0; i < appends.Length; i++)
                {
                    appends[i](structure.Fields[i], value);
                }

                structure.AppendRow();
            },
            (vector, row) => vector.IsNull(row) ? default! : (maker ??= RecordMaker<T>.Create((StructType)vector.Type)).Make(((StructVector)vector).Fields, row));
    }

    /// <summary>A value, or null where it is NULL and the type has a null.</summary>
    public static T Read<T>(SqlCell<T> cell, ColumnVector vector, int row) => vector.IsNull(row)
        ? default(T) is null ? default! : throw new StreamingException(
            "NOT_NULL_ASSERT_VIOLATION",
            $"[NOT_NULL_ASSERT_VIOLATION] NULL value appeared in non-nullable field: a column of type {vector.Type.SimpleString} is NULL where As<T>() wants {TypeNames.Of(typeof(T))}. Use {TypeNames.Of(typeof(T))}? there, or filter such rows out. SQLSTATE: 42000") { SqlState = "42000" }
        : cell.Read(vector, row);

    private static void VectorAppend<T>(ColumnVector vector, T value) => VectorValues.Append(vector, value);

    private static void Text(ColumnVector vector, string? value)
    {
        var bytes = (BytesVector)vector;
        if (value is null)
        {
            bytes.AppendNull();
            return;
        }

        bytes.AppendText(value);
    }

    private static void Bytes(ColumnVector vector, byte[]? value)
    {
        if (value is null)
        {
            vector.AppendNull();
        }
        else
        {
            ((BytesVector)vector).AppendSlice(value, 0, value.Length);
        }
    }

    private static string? ReadText(ColumnVector vector, int row) => vector.IsNull(row) ? null
        : vector is BytesVector bytes ? Encoding.UTF8.GetString(bytes.Value(row))
        : Shown(vector, row);

    private static string Shown(ColumnVector vector, int row)
    {
        var text = new StringBuilder();
        RowText.Append(text, VectorValues.Get(vector, row), vector.Type);
        return text.ToString();
    }

    private static long Integer(ColumnVector vector, int row) => vector switch
    {
        FixedVector<long> values => values.Values[row],
        FixedVector<int> values => values.Values[row],
        FixedVector<short> values => values.Values[row],
        FixedVector<sbyte> values => values.Values[row],
        _ => throw Mismatch(vector.Type, typeof(long)),
    };

    private static double Real(ColumnVector vector, int row) => vector switch
    {
        FixedVector<double> values => values.Values[row],
        FixedVector<float> values => values.Values[row],
        FixedVector<Int128> => (double)ReadDecimal(vector, row),
        _ => Integer(vector, row),
    };

    private static decimal ReadDecimal(ColumnVector vector, int row)
    {
        if (vector is not FixedVector<Int128> values)
        {
            return Integer(vector, row);
        }

        // A decimal has 96 bits and 28 digits behind the point: zeros at the end go first, then digits (half up).
        var number = values.Values[row];
        var size = Int128.Abs(number);
        int scale = ((DecimalType)vector.Type).Scale;
        var last = Int128.Zero;
        for (; scale > 0 && (size >> 96 != 0 || scale > 28); scale--)
        {
            (size, last) = Int128.DivRem(size, 10);
        }

        size += last >= 5 ? 1 : 0;
        return size >> 96 == 0
            ? new decimal((int)(uint)size, (int)(uint)(size >> 32), (int)(uint)(size >> 64), number < 0, (byte)scale)
            : throw new OverflowException($"{new SqlDecimal(number, scale)} does not fit a decimal of C#; take SqlDecimal instead.");
    }

    private static StreamingException Mismatch(DataType from, Type to) => new(
        "CANNOT_UP_CAST_DATATYPE", $"[CANNOT_UP_CAST_DATATYPE] Cannot up cast a column from \"{from.Sql}\" to {TypeNames.Of(to)}: add a cast to the DataFrame, or choose another type for As<T>(). SQLSTATE: 42846") { SqlState = "42846" };

    private static Type? Interface(Type type, Type definition) =>
        type.GetInterfaces().Prepend(type).FirstOrDefault(candidate => candidate.IsGenericType && candidate.GetGenericTypeDefinition() == definition);
}
