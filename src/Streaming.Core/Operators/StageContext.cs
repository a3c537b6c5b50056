namespace Streaming;

/// <summary>What the operators of one worker know about the record at hand; one thread, no locks.</summary>
internal sealed class StageContext
{
    private static readonly BatchOrigin None = new();

    /// <summary>Time of the record at hand in microseconds, or <see cref="RecordBatch{T}.NoTimestamp"/>.</summary>
    public long Timestamp = long.MinValue;

    /// <summary>Its row in the source batch, or -1.</summary>
    public int Row = -1;

    /// <summary>Number of the operator whose user code runs, an index into <see cref="Names"/>.</summary>
    public int Current;

    /// <summary>Where the batch at hand comes from.</summary>
    public BatchOrigin Origin { get; set; } = None;

    /// <summary>Names of the operators, as in <c>Explain</c>.</summary>
    public List<string> Names { get; } = [];

    /// <summary>Stops long work when the epoch is given up.</summary>
    public CancellationToken CancellationToken { get; set; }

    public int Register(string name)
    {
        Names.Add(name);
        return Names.Count - 1;
    }

    /// <summary>Wraps an error of user code so that it says where it happened.</summary>
    public StreamingException Failure(Exception error) => Failure(error, Names[Current], Origin, Row);

    public static StreamingException Failure(Exception error, string name, BatchOrigin origin, int row)
    {
        bool isOverflow = error is AggregateOverflowException;
        string what = isOverflow ? $"[ARITHMETIC_OVERFLOW] overflow. {error.Message}" : $"[FAILED_EXECUTE_UDF] User defined function (`{name}`) failed due to: {error.GetType().FullName}: {error.Message}";
        return Failure(error, what, name, origin, row);
    }

    /// <summary>An error of user code.</summary>
    /// <param name="error">What was thrown.</param>
    /// <param name="what">The beginning of the text.</param>
    /// <param name="name">Name of the operator or function.</param>
    /// <param name="origin">Where the batch comes from.</param>
    /// <param name="row">The row of the source batch, or -1.</param>
    public static StreamingException Failure(Exception error, string what, string name, BatchOrigin origin, int row)
    {
        long offset = origin.OffsetOf(row);
        string record = offset < 0 ? "" : $", offset {offset}";
        string where = origin.Partition < 0 ? ""
            : origin.Name.Length == 0 ? $", partition {origin.Partition}{record} of {origin.Source}"
            : $", topic '{origin.Name}', partition {origin.Partition}{record}";
        bool isOverflow = error is AggregateOverflowException;
        string state = isOverflow ? "22003" : "39000";
        string remedy = isOverflow ? "sum a wider type" : "mend the function";
        return new StreamingException(
            isOverflow ? "ARITHMETIC_OVERFLOW" : "FAILED_EXECUTE_UDF",
            $"{what} (operator {name}{where}). "
            + $"The batch was not committed and runs again when the query is started on the same checkpoint: {remedy}, or filter such records out before it. SQLSTATE: {state}",
            error)
        {
            SqlState = state,
            Operator = name,
            StreamSource = origin.Partition < 0 ? null : origin.Source,
            Topic = origin.Name.Length == 0 ? null : origin.Name,
            Partition = origin.Partition < 0 ? null : origin.Partition,
            Offset = offset < 0 ? null : offset,
        };
    }
}
