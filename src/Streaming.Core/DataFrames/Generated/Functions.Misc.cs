namespace Streaming;

/// <content>Functions of the category misc. Made by FunctionListTests from the registry: change it there.</content>
public static partial class Functions
{
    /// <summary>NULL; fails where a condition is not true.</summary>
    public static Column AssertTrue(params object?[] arguments) => Call("assert_true", arguments);

    /// <summary>The catalog of the session.</summary>
    public static Column CurrentCatalog() => Call("current_catalog");

    /// <summary>The database of the session.</summary>
    public static Column CurrentDatabase() => Call("current_database");

    /// <summary>The database of the session.</summary>
    public static Column CurrentSchema() => Call("current_schema");

    /// <summary>Who runs the query.</summary>
    public static Column CurrentUser() => Call("current_user");

    /// <summary>How long the block that a row was read from is; -1 where there is none.</summary>
    public static Column InputFileBlockLength() => Call("input_file_block_length");

    /// <summary>Where the block that a row was read from begins; -1 where there is none.</summary>
    public static Column InputFileBlockStart() => Call("input_file_block_start");

    /// <summary>The file that a row was read from; empty where there is none.</summary>
    public static Column InputFileName() => Call("input_file_name");

    /// <summary>A number that rises within a partition; the partition in the upper 31 bits.</summary>
    public static Column MonotonicallyIncreasingId() => Call("monotonically_increasing_id");

    /// <summary>Fails with a text.</summary>
    public static Column RaiseError(object? first) => Call("raise_error", first);

    /// <summary>Who runs the query.</summary>
    public static Column SessionUser() => Call("session_user");

    /// <summary>The partition of the source that a row comes from.</summary>
    public static Column SparkPartitionId() => Call("spark_partition_id");

    /// <summary>The type of a value.</summary>
    public static Column Typeof(object? first) => Call("typeof", first);

    /// <summary>Who runs the query.</summary>
    public static Column User() => Call("user");
}
