namespace Streaming;

/// <content>What can be done at once with bounded data.</content>
public sealed partial class DataFrame
{
    /// <summary>All rows.</summary>
    /// <exception cref="StreamingException">The DataFrame is a stream.</exception>
    public IReadOnlyList<Row> Collect()
    {
        var sink = new CollectSinkProvider<Row>();
        Run(sink);
        return sink.Rows;
    }

    /// <summary>The first rows.</summary>
    /// <param name="count">How many at most.</param>
    /// <exception cref="StreamingException">The DataFrame is a stream.</exception>
    public IReadOnlyList<Row> Take(int count) => Limit(count).Collect();

    /// <summary>The first row; null where there is none.</summary>
    /// <exception cref="StreamingException">The DataFrame is a stream.</exception>
    public Row? First() => Take(1) is [var row] ? row : null;

    /// <summary>The rows one after another.</summary>
    /// <exception cref="StreamingException">The DataFrame is a stream.</exception>
    public IEnumerable<Row> ToLocalIterator() => Collect();

    /// <summary>Hands each row to a function.</summary>
    /// <exception cref="StreamingException">The DataFrame is a stream.</exception>
    public void Foreach(Action<Row> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        foreach (var row in Collect())
        {
            function(row);
        }
    }

    /// <summary>The same rows, computed now and kept in memory, so that what is made of them does not compute them again.</summary>
    /// <exception cref="StreamingException">The DataFrame is a stream.</exception>
    public DataFrame Cache() => Session.CreateDataFrame(Collect(), Schema);

    /// <summary>As <see cref="Cache"/>: the rows no longer know how they were computed.</summary>
    /// <exception cref="StreamingException">The DataFrame is a stream.</exception>
    public DataFrame LocalCheckpoint() => Cache();

    /// <summary>Number of rows.</summary>
    /// <exception cref="StreamingException">The DataFrame is a stream.</exception>
    public long Count() => Agg(Functions.Count(Functions.Lit(1)).As("count")).Collect()[0].Get<long>(0);

    /// <summary>Prints the first rows as a table, as Spark does.</summary>
    /// <param name="numRows">Rows to show.</param>
    /// <param name="truncate">Longest cell in UTF-16 units; 0 leaves cells whole and aligns them left.</param>
    /// <param name="output">Where to; the console without one.</param>
    /// <exception cref="StreamingException">The DataFrame is a stream.</exception>
    public void Show(int numRows = 20, int truncate = 20, TextWriter? output = null)
    {
        var rows = Take((int)Math.Min(Math.Max(0, numRows) + 1L, int.MaxValue));
        (output ?? Console.Out).Write(ConsoleTable.Format(Schema, rows, numRows, truncate));
    }

    /// <summary>Describes where the rows go.</summary>
    /// <exception cref="StreamingException">The DataFrame is a stream: use <see cref="WriteStream"/>.</exception>
    public DataFrameWriter Write() => !IsStreaming ? new(this) : throw new StreamingException(
        "CALL_ON_STREAMING_DATASET_UNSUPPORTED",
        "[CALL_ON_STREAMING_DATASET_UNSUPPORTED] The method `write` can not be called on streaming Dataset/DataFrame. SQLSTATE: 42KDE")
    { SqlState = "42KDE" };

    internal void Run(IStreamSinkProvider sink)
    {
        CheckBounded();
        Session.Run(QueryPlans.OfBatch(Node, sink, Session.Configuration.Snapshot()));
    }

    internal void CheckBounded()
    {
        if (IsStreaming)
        {
            throw PlanErrors.Refused("Queries with streaming sources must be executed with writeStream.start();");
        }
    }
}
