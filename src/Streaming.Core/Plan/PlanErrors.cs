namespace Streaming;

/// <summary>Errors of plans in Spark's words.</summary>
internal static class PlanErrors
{
    public static StreamingException Refused(string text) => new("_LEGACY_ERROR_TEMP_3102", text);

    public static StreamingException AppendWithoutWatermark() => new(
        "UNSUPPORTED_STREAMING_OPERATOR_WITHOUT_WATERMARK",
        "[UNSUPPORTED_STREAMING_OPERATOR_WITHOUT_WATERMARK] Append output mode not supported for aggregations on streaming DataFrames/DataSets without watermark. SQLSTATE: 0A000")
    { SqlState = "0A000" };

    public static StreamingException NegativeCount(string text) => new(
        "INVALID_LIMIT_LIKE_EXPRESSION.IS_NEGATIVE",
        $"[INVALID_LIMIT_LIKE_EXPRESSION.IS_NEGATIVE] The limit like expression \"{text}\" is invalid. The limit expression must be equal to or greater than 0, but got {text}. SQLSTATE: 42K0E")
    { SqlState = "42K0E" };

    public static StreamingException MapInSetOperation(StructField column) => new(
        "UNSUPPORTED_FEATURE.SET_OPERATION_ON_MAP_TYPE",
        $"[UNSUPPORTED_FEATURE.SET_OPERATION_ON_MAP_TYPE] The feature is not supported: Cannot have MAP type columns in a set operation (INTERSECT, EXCEPT, etc.), but the type of column `{column.Name}` is \"{column.Type.Sql}\". SQLSTATE: 0A000")
    { SqlState = "0A000" };
}
