using System.Runtime.CompilerServices;
using Superpower;
using Superpower.Model;

namespace Streaming;

/// <summary>Types and schemas.</summary>
internal sealed partial class SqlGrammar
{
    private static readonly Dictionary<string, DataType> Atoms = new(StringComparer.OrdinalIgnoreCase)
    {
        ["BOOLEAN"] = DataTypes.Boolean,
        ["TINYINT"] = DataTypes.Byte,
        ["BYTE"] = DataTypes.Byte,
        ["SMALLINT"] = DataTypes.Short,
        ["SHORT"] = DataTypes.Short,
        ["INT"] = DataTypes.Integer,
        ["INTEGER"] = DataTypes.Integer,
        ["BIGINT"] = DataTypes.Long,
        ["LONG"] = DataTypes.Long,
        ["FLOAT"] = DataTypes.Float,
        ["REAL"] = DataTypes.Float,
        ["DOUBLE"] = DataTypes.Double,
        ["DATE"] = DataTypes.Date,
        ["TIMESTAMP"] = DataTypes.Timestamp,
        ["TIMESTAMP_LTZ"] = DataTypes.Timestamp,
        ["TIMESTAMP_NTZ"] = DataTypes.TimestampNtz,
        ["STRING"] = DataTypes.String,
        ["BINARY"] = DataTypes.Binary,
        ["VOID"] = DataTypes.Null,
    };

    private static readonly TokenListParser<SqlTokenKind, IntervalUnit> UnitName = Name.Where(name => Enum.TryParse<IntervalUnit>(name, ignoreCase: true, out _), "a unit")
        .Select(name => Enum.Parse<IntervalUnit>(name, ignoreCase: true));

    private static readonly TokenListParser<SqlTokenKind, DataType> IntervalOfUnits =
        from start in UnitName
        from end in Keyword("TO").IgnoreThen(UnitName).Select(unit => (IntervalUnit?)unit).OptionalOrDefault()
        select IntervalOf(start, end ?? start);

    /// <summary>A type.</summary>
    public static TokenListParser<SqlTokenKind, DataType> Type { get; } = TypeOf;

    /// <summary>Columns with commas between them.</summary>
    public static TokenListParser<SqlTokenKind, StructType> Schema { get; } = Field(Flag(Symbol(":"))).ManyDelimitedBy(Symbol(",")).Select(fields => new StructType(fields));

    private static TokenListParser<SqlTokenKind, StructField> Field(TokenListParser<SqlTokenKind, bool> colon) =>
        from name in Name
        from _ in colon
        from type in Parse.Ref(() => Type)
        from isRequired in Flag(Keywords("NOT", "NULL"))
        from comment in Keyword("COMMENT").IgnoreThen(Text).Select(text => (string?)text).OptionalOrDefault()
        select new StructField(name, type, !isRequired) { Comment = comment };

    private static DataType IntervalOf(IntervalUnit start, IntervalUnit end) =>
        start <= end && (start <= IntervalUnit.Month) == (end <= IntervalUnit.Month)
            ? new IntervalType(start, end)
            : throw SqlErrors.Error("PARSE_SYNTAX_ERROR", "42601", $"There is no interval from {start} to {end}.");

    private static TokenListParser<SqlTokenKind, T> InAngles<T>(TokenListParser<SqlTokenKind, T> parser) => parser.Between(Symbol("<"), Symbol(">"));

    private static TokenListParserResult<SqlTokenKind, DataType> TypeOf(TokenList<SqlTokenKind> input)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        var first = Peek(input);
        if (!IsKind(first, SqlTokenKind.Word))
        {
            return TokenListParserResult.Empty<SqlTokenKind, DataType>(input, ["a type"]);
        }

        string word = first!.Value.ToStringValue();
        if (Atoms.TryGetValue(word, out var atom))
        {
            return Name.Value(atom)(input);
        }

        string name = word.ToUpperInvariant();
        bool isSized = Is(Peek(input, 1), "(");
        bool isGeneric = Is(Peek(input, 1), "<");
        return name switch
        {
            "DECIMAL" or "DEC" or "NUMERIC" => (isSized ? Name.IgnoreThen(InParentheses(Count.ManyDelimitedBy(Symbol(",")))).Select(Decimal) : Name.Value((DataType)new DecimalType()))(input),
            "INTERVAL" => IsName(Peek(input, 1)) && Enum.TryParse<IntervalUnit>(Peek(input, 1)!.Value.ToStringValue(), ignoreCase: true, out _)
                ? Name.IgnoreThen(IntervalOfUnits)(input)
                : Name.Value((DataType)DataTypes.CalendarInterval)(input),
            "CHAR" or "CHARACTER" or "VARCHAR" => isSized
                ? Name.IgnoreThen(InParentheses(Count)).Value((DataType)DataTypes.String)(input)
                : throw SqlErrors.Error("DATATYPE_MISSING_SIZE", "42K01", $"DataType \"{name}\" requires a length parameter, for example \"{name}\"(10). Please specify the length."),
            "ARRAY" => isGeneric ? Name.IgnoreThen(InAngles(Type)).Select(element => (DataType)new ArrayType(element))(input)
                : throw Incomplete(name, "You must provide an element type. For example: \"ARRAY<INT>\"."),
            "MAP" => isGeneric ? Name.IgnoreThen(InAngles(Type.Then(key => Symbol(",").IgnoreThen(Type).Select(value => (DataType)new MapType(key, value)))))(input)
                : throw Incomplete(name, "You must provide a key type and a value type. For example: \"MAP<TIMESTAMP, INT>\"."),
            "STRUCT" => Is(Peek(input, 1), "<>") ? Name.IgnoreThen(Symbol("<>")).Value((DataType)new StructType())(input)
                : isGeneric ? Name.IgnoreThen(InAngles(Schema)).Select(type => (DataType)type)(input)
                : throw Incomplete(name, "You must provide at least one field type. For example: \"STRUCT<name STRING, address STRING>\"."),
            _ => throw SqlErrors.Error("UNSUPPORTED_DATATYPE", "0A000", $"Unsupported data type \"{name}\"."),
        };
    }

    private static StreamingException Incomplete(string name, string what) =>
        SqlErrors.Error($"INCOMPLETE_TYPE_DEFINITION.{name}", "42K01", $"Incomplete complex type: The definition of \"{name}\" type is incomplete. {what}");

    private static DataType Decimal(int[] sizes)
    {
        int precision = sizes.Length > 0 ? sizes[0] : 10;
        int scale = sizes.Length > 1 ? sizes[1] : 0;
        return precision > DecimalType.MaxPrecision ? throw SqlErrors.Error("DECIMAL_PRECISION_EXCEEDS_MAX_PRECISION", "22003", $"Decimal precision {precision} exceeds max precision {DecimalType.MaxPrecision}.")
            : scale > precision ? throw SqlErrors.Error("DECIMAL_SCALE_EXCEEDS_PRECISION", "22003", $"Decimal scale ({scale}) cannot be greater than precision ({precision}).")
            : new DecimalType(precision, scale);
    }
}
