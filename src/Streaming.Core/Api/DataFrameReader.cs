namespace Streaming;

/// <summary>Describes bounded data: files as they are now. Format, options, then <c>Load</c>.</summary>
/// <example><code>var prices = session.Read().Option("header", true).Schema("symbol STRING, price DOUBLE").Csv("prices.csv");</code></example>
public sealed class DataFrameReader
{
    private readonly StreamingSession _session;
    private readonly Dictionary<string, string> _options = new(StringComparer.OrdinalIgnoreCase);
    private string _format = "parquet";
    private StructType? _schema;

    internal DataFrameReader(StreamingSession session) => _session = session;

    /// <summary>Names the format: <c>csv</c>, <c>json</c>, <c>parquet</c> (if none is named), <c>text</c>; <c>statestore</c> and <c>state-metadata</c> for the state of a checkpoint.</summary>
    public DataFrameReader Format(string format)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(format);
        _format = format;
        return this;
    }

    /// <summary>Names and types of the columns; without it they are found by reading the files.</summary>
    public DataFrameReader Schema(StructType schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        _schema = schema;
        return this;
    }

    /// <summary>Names and types of the columns as DDL: <c>"name STRING, age INT"</c>.</summary>
    public DataFrameReader Schema(string schema) => Schema(SqlParser.ParseSchema(schema));

    /// <summary>Sets an option; names are case-insensitive, the last value counts.</summary>
    public DataFrameReader Option(string name, string value)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(value);
        _options[name] = value;
        return this;
    }

    /// <summary>Sets a numeric option.</summary>
    public DataFrameReader Option(string name, long value) => Option(name, value.ToString(System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>Sets a boolean option.</summary>
    public DataFrameReader Option(string name, bool value) => Option(name, value ? "true" : "false");

    /// <summary>Sets several options.</summary>
    public DataFrameReader Options(IEnumerable<KeyValuePair<string, string>> options)
    {
        ArgumentNullException.ThrowIfNull(options);
        foreach (var (name, value) in options)
        {
            Option(name, value);
        }

        return this;
    }

    /// <summary>The rows of files.</summary>
    /// <param name="paths">Files, folders, or patterns of them; none: the option <c>path</c>.</param>
    /// <exception cref="StreamingException">A path does not exist, an option or the schema does not do.</exception>
    public DataFrame Load(params string[] paths)
    {
        ArgumentNullException.ThrowIfNull(paths);
        if (StateFrames.IsFormat(_format))
        {
            return StateFrames.Load(_session, _format, _options, paths);
        }

        return FileFrames.Load(_session, _format, _schema, _options, paths, isStreaming: false);
    }

    /// <summary>The rows of a temporary view.</summary>
    public DataFrame Table(string name) => _session.Table(name);

    /// <summary>Lines of text files in one column <c>value</c>.</summary>
    public DataFrame Text(params string[] paths) => Format("text").Load(paths);

    /// <summary>Records of CSV files.</summary>
    public DataFrame Csv(params string[] paths) => Format("csv").Load(paths);

    /// <summary>Objects of JSON files.</summary>
    public DataFrame Json(params string[] paths) => Format("json").Load(paths);

    /// <summary>Rows of Parquet files.</summary>
    public DataFrame Parquet(params string[] paths) => Format("parquet").Load(paths);
}
