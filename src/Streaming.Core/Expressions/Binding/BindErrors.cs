using System.Globalization;

namespace Streaming;

/// <summary>Spark's errors of expressions, with their classes and texts.</summary>
internal static class BindErrors
{
    private const string Bypass = "If necessary set \"spark.sql.ansi.enabled\" to \"false\" to bypass this error";

    public static StreamingException Make(string errorClass, string text, string sqlState) =>
        new(errorClass, $"[{errorClass}] {text} SQLSTATE: {sqlState}") { SqlState = sqlState };

    /// <summary>A type, value or expression in quotes as errors have it.</summary>
    public static string Quote(DataType type) => $"\"{TypeText(type)}\"";

    public static string Quote(SqlExpression expression) => $"\"{expression.Sql}\"";

    // --- analysis ---
    public static StreamingException Mismatch(string subclass, SqlExpression expression, string text) =>
        Make($"DATATYPE_MISMATCH.{subclass}", $"Cannot resolve \"{expression.Sql}\" due to data type mismatch: {text}", "42K09");

    public static StreamingException BinaryDifferentTypes(SqlExpression expression, DataType left, DataType right) =>
        Mismatch("BINARY_OP_DIFF_TYPES", expression, $"the left and right operands of the binary operator have incompatible types ({Quote(left)} and {Quote(right)}).");

    public static StreamingException BinaryWrongType(SqlExpression expression, string required, DataType type) =>
        Mismatch("BINARY_OP_WRONG_TYPE", expression, $"the binary operator requires the input type {required}, not {Quote(type)}.");

    /// <param name="expression">The call.</param>
    /// <param name="position">Position of the argument, from 0.</param>
    /// <param name="required">What is required, with quotes: <c>"BOOLEAN"</c>, <c>("ARRAY" or "MAP")</c>.</param>
    /// <param name="argument">The argument as it was written.</param>
    /// <param name="type">The type it has.</param>
    public static StreamingException UnexpectedInput(SqlExpression expression, int position, string required, SqlExpression argument, DataType type) =>
        Mismatch("UNEXPECTED_INPUT_TYPE", expression, $"The {Ordinal(position)} parameter requires the {required} type, however \"{argument.Sql}\" has the type {Quote(type)}.");

    public static StreamingException DifferentTypes(SqlExpression expression, string function, IEnumerable<DataType> types) =>
        Mismatch("DATA_DIFF_TYPES", expression, $"Input to `{function}` should all be the same type, but it's ({string.Join(" or ", types.Select(Quote))}).");

    public static StreamingException NotOrdered(SqlExpression expression, string function, DataType type) =>
        Mismatch("INVALID_ORDERING_TYPE", expression, $"The `{function}` does not support ordering on type {Quote(type)}.");

    public static StreamingException WrongArguments(string function, string expected, int actual) => Make(
        "WRONG_NUM_ARGS.WITHOUT_SUGGESTION",
        $"The `{function}` requires {expected} parameters but the actual number is {actual}. Please, refer to 'https://spark.apache.org/docs/latest/sql-ref-functions.html' for a fix.",
        "42605");

    public static StreamingException UnknownRoutine(string name) =>
        Make("UNRESOLVED_ROUTINE", $"Cannot resolve routine `{name}` on search path [`system`.`builtin`, `system`.`session`, `spark_catalog`.`default`].", "42883");

    public static StreamingException UnknownColumn(string name, IReadOnlyList<string> suggestions) => suggestions.Count == 0
        ? Make("UNRESOLVED_COLUMN.WITHOUT_SUGGESTION", $"A column, variable, or function parameter with name {name} cannot be resolved.", "42703")
        : Make("UNRESOLVED_COLUMN.WITH_SUGGESTION", $"A column, variable, or function parameter with name {name} cannot be resolved. Did you mean one of the following? [{string.Join(", ", suggestions)}].", "42703");

    public static StreamingException AmbiguousColumn(string name, IEnumerable<string> candidates) =>
        Make("AMBIGUOUS_REFERENCE", $"Reference {name} is ambiguous, could be: [{string.Join(", ", candidates)}].", "42704");

    public static StreamingException UnknownField(string field, StructType structure) =>
        Make("FIELD_NOT_FOUND", $"No such struct field `{field}` in {string.Join(", ", structure.Fields.Select(f => $"`{f.Name}`"))}.", "42704");

    public static StreamingException NotExtractable(SqlExpression child, DataType type) =>
        Make("INVALID_EXTRACT_BASE_FIELD_TYPE", $"Can't extract a value from \"{child.Sql}\". Need a complex type [STRUCT, ARRAY, MAP] but got {Quote(type)}.", "42000");

    // --- evaluation ---
    public static StreamingException CastOverflow(string value, DataType from, DataType to) => Make(
        "CAST_OVERFLOW",
        $"The value {value} of the type {Quote(from)} cannot be cast to {Quote(to)} due to an overflow. Use `try_cast` to tolerate overflow and return NULL instead.",
        "22003");

    public static StreamingException CastInvalid(string value, DataType from, DataType to) => Make(
        "CAST_INVALID_INPUT",
        $"The value {value} of the type {Quote(from)} cannot be cast to {Quote(to)} because it is malformed. Correct the value as per the syntax, or change its target type. Use `try_cast` to tolerate malformed input and return NULL instead.",
        "22018");

    public static StreamingException DecimalOutOfRange(string value, DecimalType type) => Make(
        "NUMERIC_VALUE_OUT_OF_RANGE.WITH_SUGGESTION",
        $" {value} cannot be represented as Decimal({type.Precision}, {type.Scale}). {Bypass}, and return NULL instead.",
        "22003");

    /// <param name="what">What overflowed, for example <c>integer overflow</c>.</param>
    /// <param name="instead">Function that gives NULL instead, where there is one.</param>
    public static StreamingException Overflow(string what, string? instead) => Make(
        "ARITHMETIC_OVERFLOW",
        $"{what}.{(instead is null ? "" : $" Use '{instead}' to tolerate overflow and return NULL instead.")} {Bypass}.",
        "22003");

    public static StreamingException SmallOverflow(string left, string symbol, string right, string instead) => Make(
        "BINARY_ARITHMETIC_OVERFLOW",
        $"{left} {symbol} {right} caused overflow. Use `{instead}` to ignore overflow problem and return NULL.",
        "22003");

    public static StreamingException DivideByZero() =>
        Make("DIVIDE_BY_ZERO", $"Division by zero. Use `try_divide` to tolerate divisor being 0 and return NULL instead. {Bypass}.", "22012");

    public static StreamingException RemainderByZero() =>
        Make("REMAINDER_BY_ZERO", $"Remainder by zero. Use `try_mod` to tolerate divisor being 0 and return NULL instead. {Bypass}.", "22012");

    public static StreamingException ArrayIndex(long index, int size) => Make(
        "INVALID_ARRAY_INDEX",
        $"The index {index.ToString(CultureInfo.InvariantCulture)} is out of bounds. The array has {size} elements. Use the SQL function `get()` to tolerate accessing element at invalid index and return NULL instead.",
        "22003");

    public static StreamingException IntervalOverflow(string? instead) => instead is null
        ? Make("INTERVAL_ARITHMETIC_OVERFLOW.WITHOUT_SUGGESTION", "Integer overflow while operating with intervals. Try devising appropriate values for the interval parameters.", "22015")
        : Make("INTERVAL_ARITHMETIC_OVERFLOW.WITH_SUGGESTION", $"Integer overflow while operating with intervals. Use `{instead}` to tolerate overflow and return NULL instead.", "22015");

    private static string TypeText(DataType type) => type.Sql;

    private static string Ordinal(int position) => position switch
    {
        0 => "first",
        1 => "second",
        2 => "third",
        3 => "fourth",
        4 => "fifth",
        5 => "sixth",
        6 => "seventh",
        7 => "eighth",
        8 => "ninth",
        9 => "tenth",
        _ => $"{position + 1}th",
    };
}
