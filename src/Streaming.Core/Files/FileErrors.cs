namespace Streaming;

/// <summary>Errors of reading files, in Spark's words.</summary>
internal static class FileErrors
{
    public static StreamingException ReadFailed(string path, Exception cause) => new(
        "FAILED_READ_FILE.NO_HINT", $"[FAILED_READ_FILE.NO_HINT] Encountered error while reading file {FileUri.Of(path)}.  SQLSTATE: KD001", cause) { SqlState = "KD001" };

    public static StreamingException Missing(string path, Exception cause) => new(
        "FAILED_READ_FILE.FILE_NOT_EXIST",
        $"[FAILED_READ_FILE.FILE_NOT_EXIST] Encountered error while reading file {FileUri.Of(path)}. File does not exist. It is possible the underlying files have been updated.\n"
        + "A file that a source has listed must stay until its batch is committed; put it back, or start with a new checkpointLocation. SQLSTATE: KD001",
        cause)
    { SqlState = "KD001" };

    /// <summary>A bad record in mode FAILFAST.</summary>
    /// <param name="record">The record as far as it could be read, for example <c>[null,x]</c>.</param>
    /// <param name="cause">What is wrong with it.</param>
    public static StreamingException Malformed(string record, Exception? cause) => new(
        "MALFORMED_RECORD_IN_PARSING.WITHOUT_SUGGESTION",
        $"[MALFORMED_RECORD_IN_PARSING.WITHOUT_SUGGESTION] Malformed records are detected in record parsing: {record}.\n"
        + "Parse Mode: FAILFAST. To process malformed records as null result, try setting the option 'mode' as 'PERMISSIVE'.  SQLSTATE: 22023",
        cause)
    { SqlState = "22023" };

    public static StreamingException OnlyCorruptColumn() => new(
        "UNSUPPORTED_FEATURE.QUERY_ONLY_CORRUPT_RECORD_COLUMN",
        "[UNSUPPORTED_FEATURE.QUERY_ONLY_CORRUPT_RECORD_COLUMN] The feature is not supported: Queries from raw JSON/CSV/XML files are disallowed when the\n"
        + "referenced columns only include the internal corrupt record column\n(named `_corrupt_record` by default). For example:\n"
        + "`spark.read.schema(schema).json(file).filter($\"_corrupt_record\".isNotNull).count()`\nand `spark.read.schema(schema).json(file).select(\"_corrupt_record\").show()`.\n"
        + "Instead, you can cache or save the parsed results and then send the same query.\nFor example, `val df = spark.read.schema(schema).json(file).cache()` and then\n"
        + "`df.filter($\"_corrupt_record\".isNotNull).count()`. SQLSTATE: 0A000")
    { SqlState = "0A000" };
}
