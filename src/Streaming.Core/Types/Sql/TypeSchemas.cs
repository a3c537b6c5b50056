using System.ComponentModel.DataAnnotations.Schema;
using System.Reflection;

namespace Streaming;

/// <summary>The SQL types of C# types.</summary>
internal static class TypeSchemas
{
    private static readonly Dictionary<Type, DataType> Scalars = new()
    {
        [typeof(bool)] = DataTypes.Boolean,
        [typeof(sbyte)] = DataTypes.Byte,
        [typeof(byte)] = DataTypes.Short,
        [typeof(short)] = DataTypes.Short,
        [typeof(ushort)] = DataTypes.Integer,
        [typeof(int)] = DataTypes.Integer,
        [typeof(uint)] = DataTypes.Long,
        [typeof(long)] = DataTypes.Long,
        [typeof(ulong)] = new DecimalType(20, 0),
        [typeof(float)] = DataTypes.Float,
        [typeof(double)] = DataTypes.Double,
        [typeof(decimal)] = new DecimalType(38, 18),
        [typeof(SqlDecimal)] = new DecimalType(38, 18),
        [typeof(string)] = DataTypes.String,
        [typeof(char)] = DataTypes.String,
        [typeof(Guid)] = DataTypes.String,
        [typeof(Utf8Slice)] = DataTypes.String,
        [typeof(byte[])] = DataTypes.Binary,
        [typeof(ReadOnlyMemory<byte>)] = DataTypes.Binary,
        [typeof(DateOnly)] = DataTypes.Date,
        [typeof(DateTimeOffset)] = DataTypes.Timestamp,
        [typeof(DateTime)] = DataTypes.TimestampNtz,
        [typeof(TimeSpan)] = IntervalType.DayToSecond,
        [typeof(Interval)] = DataTypes.CalendarInterval,
    };

    public static StructType Of(Type type) =>
        type.GetInterfaces().Any(known => known.IsGenericType && known.GetGenericTypeDefinition() == typeof(IColumnRow<>)) ? Declared(type)
        : CellText.HasColumns(type) && !Scalars.ContainsKey(type) ? Columns(type, [])
        : new StructType(new StructField("value", TypeOf(type, type.Name, []), IsNullable(type)));

    // Rows that say what their columns are: all may be NULL, as those of Spark's sources.
    private static StructType Declared(Type type)
    {
        var columns = (IEnumerable<IRowColumn>)typeof(ColumnRow).GetMethod(nameof(ColumnRow.Columns))!.MakeGenericMethod(type).Invoke(null, null)!;
        return new StructType(columns.Select(column => new StructField(column.Name, TypeOf(column.CellType, $"{type.Name}.{column.Name}", []))));
    }

    private static StructType Columns(Type type, IReadOnlyList<Type> around)
    {
        if (around.Contains(type))
        {
            throw Unsupported(type, "It contains itself.");
        }

        var fields = new List<StructField>();
        bool isTuple = type.Namespace == nameof(System) && type.IsGenericType && !type.Name.StartsWith("KeyValuePair", StringComparison.Ordinal);
        Collect(type, isTuple, [.. around, type], fields);
        return new StructType(fields);
    }

    private static void Collect(Type type, bool isTuple, IReadOnlyList<Type> around, List<StructField> fields)
    {
        foreach (var member in TypeMembers.Readable(type))
        {
            var memberType = TypeMembers.TypeOf(member);
            if (isTuple && member.Name == "Rest")
            {
                Collect(memberType, isTuple, around, fields);
                continue;
            }

            string name = isTuple ? $"_{fields.Count + 1}" : member.GetCustomAttribute<ColumnAttribute>()?.Name ?? member.Name;
            fields.Add(new StructField(name, TypeOf(memberType, $"{type.Name}.{member.Name}", around), IsNullable(memberType)));
        }
    }

    private static DataType TypeOf(Type type, string where, IReadOnlyList<Type> around)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (Scalars.TryGetValue(type, out var scalar))
        {
            return scalar;
        }

        if (type.IsEnum)
        {
            return DataTypes.String;
        }

        if (Arguments(type, typeof(IReadOnlyDictionary<,>)) is { } pair || (pair = Arguments(type, typeof(IDictionary<,>))) is not null)
        {
            return new MapType(TypeOf(pair[0], where, around), TypeOf(pair[1], where, around), IsNullable(pair[1]));
        }

        if (Arguments(type, typeof(IEnumerable<>)) is [var element])
        {
            return new ArrayType(TypeOf(element, where, around), IsNullable(element));
        }

        return CellText.HasColumns(type) ? Columns(type, around) : throw Unsupported(type, $"{where} has this type.");
    }

    private static bool IsNullable(Type type) => !type.IsValueType || Nullable.GetUnderlyingType(type) is not null;

    private static Type[]? Arguments(Type type, Type definition) =>
        type.GetInterfaces().Prepend(type).FirstOrDefault(known => known.IsGenericType && known.GetGenericTypeDefinition() == definition)?.GetGenericArguments();

    private static StreamingException Unsupported(Type type, string what) =>
        new("ENCODER_NOT_FOUND", $"[ENCODER_NOT_FOUND] Not found an encoder of the type {type.Name}: no SQL type stands for it. {what} Use numbers, strings, times, byte[], lists, dictionaries, or records and tuples of them. SQLSTATE: 42704") { SqlState = "42704" };
}
