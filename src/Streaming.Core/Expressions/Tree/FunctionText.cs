namespace Streaming;

/// <summary>Function calls as Spark writes them: its own name of the function, arguments it fills in or leaves out.</summary>
internal static class FunctionText
{
    private static readonly HashSet<string> Upper = new(StringComparer.OrdinalIgnoreCase)
    {
        "floor", "ceil", "signum", "spark_partition_id", "sin", "cos", "tan", "cot", "sec", "csc", "asin", "acos", "atan", "atan2", "sinh", "cosh", "tanh", "asinh", "acosh", "atanh",
        "exp", "expm1", "sqrt", "cbrt", "degrees", "radians", "log", "log2", "log10", "log1p", "e", "pi", "hypot", "power", "rlike", "regexp", "regexp_like",
    };

    private static readonly HashSet<string> Casts = new(StringComparer.OrdinalIgnoreCase)
    {
        "boolean", "tinyint", "smallint", "int", "bigint", "float", "double", "decimal", "date", "timestamp", "binary", "string",
    };

    // Spark's own name where the function has several.
    private static readonly Dictionary<string, string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        ["array_agg"] = "collect_list",
        ["curdate"] = "current_date",
        ["random"] = "rand",
        ["to_varchar"] = "to_char",
        ["dateadd"] = "date_add",
        ["||"] = "concat",
        ["localtime"] = "current_time",
    };

    // Arguments that are not shown: only so many are.
    private static readonly Dictionary<string, int> Shown = new(StringComparer.OrdinalIgnoreCase)
    {
        ["from_json"] = 1,
        ["to_json"] = 1,
        ["from_csv"] = 1,
        ["to_csv"] = 1,
        ["from_xml"] = 1,
        ["to_xml"] = 1,
        ["schema_of_json"] = 1,
        ["schema_of_csv"] = 1,
        ["schema_of_xml"] = 1,
        ["variant_get"] = 2,
        ["try_variant_get"] = 2,
        ["approx_count_distinct"] = 1,
        ["first"] = 1,
        ["last"] = 1,
        ["any_value"] = 1,
        ["first_value"] = 1,
        ["last_value"] = 1,
        ["shuffle"] = 1,
        ["uuid"] = 0,
    };

    // Arguments that Spark adds where they are missing: the place of the first one, and the texts.
    private static readonly Dictionary<string, (int From, string[] Texts)> Defaults = new(StringComparer.OrdinalIgnoreCase)
    {
        ["split"] = (2, ["-1"]),
        ["substring"] = (2, ["2147483647"]),
        ["substr"] = (2, ["2147483647"]),
        ["locate"] = (2, ["1"]),
        ["position"] = (2, ["1"]),
        ["regexp_replace"] = (3, ["1"]),
        ["regexp_instr"] = (2, ["0"]),
        ["regexp_extract"] = (2, ["1"]),
        ["regexp_extract_all"] = (2, ["1"]),
        ["months_between"] = (2, ["true"]),
        ["round"] = (1, ["0"]),
        ["bround"] = (1, ["0"]),
        ["lpad"] = (2, [" "]),
        ["rpad"] = (2, [" "]),
        ["replace"] = (2, [""]),
        ["sentences"] = (1, ["", ""]),
        ["hmac"] = (2, ["SHA-256"]),
        ["vector_norm"] = (1, ["2.0"]),
        ["aes_encrypt"] = (2, ["GCM", "DEFAULT", "", ""]),
        ["aes_decrypt"] = (2, ["GCM", "DEFAULT", ""]),
        ["try_aes_decrypt"] = (2, ["GCM", "DEFAULT", ""]),
        ["aggregate"] = (3, ["lambdafunction(namedlambdavariable(), namedlambdavariable())"]),
        ["reduce"] = (3, ["lambdafunction(namedlambdavariable(), namedlambdavariable())"]),
        ["make_interval"] = (0, ["0", "0", "0", "0", "0", "0", "0.000000"]),
        ["try_make_interval"] = (0, ["0", "0", "0", "0", "0", "0", "0.000000"]),
        ["make_dt_interval"] = (0, ["0", "0", "0", "0.000000"]),
        ["make_ym_interval"] = (0, ["0", "0"]),
        ["approx_top_k"] = (1, ["5", "10000"]),
        ["hll_sketch_agg"] = (1, ["12"]),
        ["hll_union"] = (2, ["false"]),
        ["theta_sketch_agg"] = (1, ["12"]),
        ["theta_union"] = (2, ["12"]),
        ["variant_set"] = (3, ["true"]),
        ["try_variant_set"] = (3, ["true"]),
        ["variant_strip_nulls"] = (1, ["true"]),
        ["string_agg"] = (1, ["NULL"]),
        ["overlay"] = (3, ["-1"]),
        ["percentile"] = (2, ["1"]),
        ["percentile_approx"] = (2, ["10000"]),
        ["approx_percentile"] = (2, ["10000"]),
        ["unix_timestamp"] = (1, ["yyyy-MM-dd HH:mm:ss"]),
        ["to_unix_timestamp"] = (1, ["yyyy-MM-dd HH:mm:ss"]),
        ["from_unixtime"] = (1, ["yyyy-MM-dd HH:mm:ss"]),
        ["str_to_map"] = (1, [",", ":"]),
        ["mask"] = (1, ["X", "x", "n", "NULL"]),
        ["sort_array"] = (1, ["true"]),
        ["listagg"] = (1, ["NULL"]),
    };

    /// <summary>Whether the function is a cast to the type of its name.</summary>
    public static bool IsCast(string function) => Casts.Contains(function);

    /// <summary>The names of the columns where a function makes its own, and null for all others.</summary>
    public static string? ColumnsOf(CallExpression call) => call.Function.ToLowerInvariant() switch
    {
        "explode" or "explode_outer" => "col",
        "posexplode" or "posexplode_outer" => "pos, col",
        "stack" when call.Children is [LiteralExpression { Value: int rows and > 0 }, ..] =>
            string.Join(", ", Enumerable.Range(0, (call.Children.Count - 2 + rows) / rows).Select(i => $"col{i}")),
        "from_json" when call.Children is [_, LiteralExpression { Value: string schema }, ..] && schema.TrimStart().StartsWith("map<", StringComparison.OrdinalIgnoreCase) => "entries",
        "json_tuple" => string.Join(", ", Enumerable.Range(0, Math.Max(call.Children.Count - 1, 1)).Select(i => $"c{i}")),
        _ => null,
    };

    // Aggregates that order by one key show it in short; mode() the other way round.
    public static string? OfKey(CallExpression call, SortExpression key, string child) => call.Function.ToLowerInvariant() switch
    {
        "percentile_cont" or "percentile_disc" => child + (key.IsDescending ? " DESC" : ""),
        "mode" => child + (key.IsDescending ? "" : " DESC"),
        _ => null,
    };

    public static string Of(CallExpression call, string[] arguments)
    {
        string name = call.Function.ToLowerInvariant();
        switch (name, arguments.Length)
        {
            case ("not" or "!", 1):
                return $"(NOT {arguments[0]})";
            case ("<>" or "!=", 2):
                return $"(NOT ({arguments[0]} = {arguments[1]}))";
            case ("==", 2):
                return $"({arguments[0]} = {arguments[1]})";
            case ("-" or "+", 1):
                return $"({name} {arguments[0]})";
            case ("positive", 1):
                return $"(+ {arguments[0]})";
            case ("floor" or "ceil", 2):
                return $"{name}({arguments[0]}, {arguments[1]})";
            case ("datepart", 2):
                return $"{name}({arguments[0]} FROM {arguments[1]})";
            case ("convert_timezone", 2):
                return $"convert_timezone(current_timezone(), {arguments[0]}, {arguments[1]})";
            case ("assert_true", 1):
                return $"assert_true({arguments[0]}, '{arguments[0]}' is not true!)";
            case ("raise_error", 1):
                return $"raise_error(USER_RAISED_EXCEPTION, map(errorMessage, {arguments[0]}))";
            case ("when", > 1):
                return OfWhen(arguments);
            case ("string_agg", _) when call.Children.Any(child => child is SortExpression):
                name = "listagg";
                break;
            case ("~", 1):
                return $"~{arguments[0]}";
            case ("is null" or "isnull", 1):
                return $"({arguments[0]} IS NULL)";
            case ("is not null" or "isnotnull", 1):
                return $"({arguments[0]} IS NOT NULL)";
            case ("like", 2):
                return $"{arguments[0]} LIKE {arguments[1]}";
            case ("like", 3):
                return $"{arguments[0]} LIKE {arguments[1]} ESCAPE '{arguments[2]}'";
            case ("in", > 1):
                return $"({arguments[0]} IN ({string.Join(", ", arguments[1..])}))";
            case ("if", 3):
                return $"(IF({string.Join(", ", arguments)}))";
            case ("extract", 2):
                return $"extract({arguments[0]} FROM {arguments[1]})";
            case ("trim", 2):
                return $"TRIM(BOTH {arguments[0]} FROM {arguments[1]})";
            case ("ltrim", 2):
                return $"TRIM(LEADING {arguments[0]} FROM {arguments[1]})";
            case ("rtrim", 2):
                return $"TRIM(TRAILING {arguments[0]} FROM {arguments[1]})";
            case ("log", 1):
                return $"LOG(E(), {arguments[0]})";
            case ("window", _):
                return "window";
            case ("session_window", _):
                return "session_window";
            case (_, 1) when IsCast(name):
                return arguments[0];
        }

        string shown = Upper.Contains(name) ? name.ToUpperInvariant() : Names.GetValueOrDefault(name, name);
        if (Shown.TryGetValue(shown, out int count) && arguments.Length > count)
        {
            arguments = arguments[..count];
        }

        if (Defaults.TryGetValue(shown, out var defaults) && arguments.Length >= defaults.From)
        {
            arguments = [.. arguments, .. defaults.Texts.Skip(arguments.Length - defaults.From)];
        }

        return $"{shown}({(call.IsDistinct ? "DISTINCT " : "")}{string.Join(", ", arguments)})";
    }

    private static string OfWhen(string[] arguments)
    {
        var parts = arguments.Chunk(2).Select(pair => pair.Length == 2 ? $"WHEN {pair[0]} THEN {pair[1]}" : $"ELSE {pair[0]}");
        return $"CASE {string.Join(' ', parts)} END";
    }
}
