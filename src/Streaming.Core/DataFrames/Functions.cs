namespace Streaming;

/// <summary>Spark's functions over columns, in PascalCase. Arguments of type object are columns or constants.</summary>
/// <remarks>A function without a method here is called by name: <see cref="CallFunction"/>, or as SQL text with <see cref="Expr"/>.</remarks>
public static partial class Functions
{
    /// <summary>A column by name; <c>*</c> for all, <c>a.b</c> for a field.</summary>
    public static Column Col(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (name == "*")
        {
            return new Column(new StarExpression());
        }

        return name.EndsWith(".*", StringComparison.Ordinal) ? new Column(new StarExpression(name[..^2].Split('.'))) : new Column(new AttributeExpression(Parts(name)));
    }

    /// <summary>A constant; a column is returned as it is.</summary>
    /// <exception cref="ArgumentException">No SQL type holds such values.</exception>
    public static Column Lit(object? value) => value switch
    {
        Column column => column,
        null => new Column(new LiteralExpression(null, DataTypes.Null)),
        bool => Literal(value, DataTypes.Boolean),
        sbyte => Literal(value, DataTypes.Byte),
        short => Literal(value, DataTypes.Short),
        byte small => Literal((short)small, DataTypes.Short),
        int => Literal(value, DataTypes.Integer),
        long => Literal(value, DataTypes.Long),
        float => Literal(value, DataTypes.Float),
        double => Literal(value, DataTypes.Double),
        decimal number => Decimal(VectorValues.OfDecimal(number)),
        SqlDecimal number => Decimal(number),
        string => Literal(value, DataTypes.String),
        char letter => Literal(letter.ToString(), DataTypes.String),
        byte[] => Literal(value, DataTypes.Binary),
        DateOnly => Literal(value, DataTypes.Date),
        DateTimeOffset => Literal(value, DataTypes.Timestamp),
        DateTime => Literal(value, DataTypes.TimestampNtz),
        TimeSpan => Literal(value, IntervalType.DayToSecond),
        Interval => Literal(value, DataTypes.CalendarInterval),
        _ => throw new ArgumentException($"A constant of type {TypeNames.Of(value.GetType())} has no SQL type.", nameof(value)),
    };

    /// <summary>An expression as SQL text, for example <c>"count(*) AS n"</c>.</summary>
    public static Column Expr(string sql) => new(SqlParser.ParseExpression(sql));

    /// <summary>A function by its SQL name.</summary>
    public static Column CallFunction(string name, params object?[] arguments)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(arguments);
        return Call(name, arguments);
    }

    /// <summary>The first branch of a case; more with <see cref="Column.When"/> and <see cref="Column.Otherwise"/>.</summary>
    public static Column When(Column condition, object? value)
    {
        ArgumentNullException.ThrowIfNull(condition);
        return new Column(new CaseExpression([(condition.Bare, Column.Operand(value))], null));
    }

    /// <summary>Not true; NULL for NULL.</summary>
    public static Column Not(Column condition) => !condition;

    /// <summary>Texts with a separator; NULL does not count.</summary>
    public static Column ConcatWs(string separator, params object?[] columns) => Call("concat_ws", [separator, .. columns]);

    /// <summary>A JSON text as a struct, array or map.</summary>
    /// <param name="column">The text.</param>
    /// <param name="schema">The type.</param>
    /// <param name="options">Spark's options, for example <c>mode</c>.</param>
    public static Column FromJson(Column column, DataType schema, IReadOnlyDictionary<string, string>? options = null)
    {
        ArgumentNullException.ThrowIfNull(schema);
        return FromJson(column, schema is StructType structure ? structure.SimpleString : schema.SimpleString, options);
    }

    /// <summary>A JSON text as the columns of a DDL text, for example <c>"name STRING, age INT"</c>.</summary>
    public static Column FromJson(Column column, string schema, IReadOnlyDictionary<string, string>? options = null) =>
        options is { Count: > 0 } ? Call("from_json", column, schema, CreateMap([.. options.SelectMany(option => new object?[] { option.Key, option.Value })])) : Call("from_json", column, schema);

    /// <summary>Number of different values; refused on streams, as in Spark: use <see cref="ApproxCountDistinct(Column)"/>.</summary>
    public static Column CountDistinct(params Column[] columns) => new(new CallExpression("count", columns.Select(column => column.Bare), isDistinct: true));

    internal static IReadOnlyList<string> Parts(string name) => SqlParser.ParseExpression(name) is AttributeExpression attribute ? attribute.Parts : [name];

    private static Column Call(string function, params object?[] arguments) => new(new CallExpression(function, arguments.Select(argument =>
        argument is Column { Expression: AliasExpression } named && function == "struct" ? named.Expression : Column.Operand(argument))));

    private static Column Literal(object value, DataType type) => new(new LiteralExpression(value, type));

    private static Column Decimal(SqlDecimal value)
    {
        int digits = Int128.Abs(value.Unscaled).ToString(System.Globalization.CultureInfo.InvariantCulture).Length;
        return Literal(value, new DecimalType(Math.Min(DecimalType.MaxPrecision, Math.Max(digits, value.Scale)), value.Scale));
    }
}
