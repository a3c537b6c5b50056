namespace Streaming;

/// <summary>Describes where bounded data goes; <see cref="Save"/> writes it and returns when it is there.</summary>
/// <example><code>totals.Write().Mode(SaveMode.Overwrite).PartitionBy("day").Parquet("totals");</code></example>
public sealed class DataFrameWriter
{
    private readonly DataFrame _frame;
    private readonly Dictionary<string, string> _options = new(StringComparer.OrdinalIgnoreCase);
    private IReadOnlyList<string> _partitionColumns = [];
    private string _format = "parquet";
    private SaveMode _mode = SaveMode.ErrorIfExists;

    internal DataFrameWriter(DataFrame frame) => _frame = frame;

    /// <summary>Names the format: <c>csv</c>, <c>json</c>, <c>parquet</c> (if none is named), <c>text</c>, or another sink such as <c>kafka</c>.</summary>
    public DataFrameWriter Format(string format)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(format);
        _format = format;
        return this;
    }

    /// <summary>What happens where the folder exists; it fails unless told otherwise.</summary>
    public DataFrameWriter Mode(SaveMode mode)
    {
        _mode = mode;
        return this;
    }

    /// <summary>As <see cref="Mode(SaveMode)"/>, by Spark's name: <c>append</c>, <c>overwrite</c>, <c>errorifexists</c> (or <c>error</c>, <c>default</c>), <c>ignore</c>.</summary>
    public DataFrameWriter Mode(string mode)
    {
        ArgumentNullException.ThrowIfNull(mode);
        return Mode(mode.ToLowerInvariant() switch
        {
            "append" => SaveMode.Append,
            "overwrite" => SaveMode.Overwrite,
            "error" or "errorifexists" or "default" => SaveMode.ErrorIfExists,
            "ignore" => SaveMode.Ignore,
            _ => throw new StreamingException(
                "INVALID_SAVE_MODE",
                $"[INVALID_SAVE_MODE] The specified save mode \"{mode}\" is invalid. Valid save modes include \"append\", \"overwrite\", \"ignore\", \"error\", \"errorifexists\", and \"default\". SQLSTATE: 42000") { SqlState = "42000" },
        });
    }

    /// <summary>Writes files into folders <c>column=value</c>; the columns are not in the files.</summary>
    public DataFrameWriter PartitionBy(params string[] columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        _partitionColumns = columns;
        return this;
    }

    /// <summary>Sets an option; names are case-insensitive, the last value counts.</summary>
    public DataFrameWriter Option(string name, string value)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(value);
        _options[name] = value;
        return this;
    }

    /// <summary>Sets a numeric option.</summary>
    public DataFrameWriter Option(string name, long value) => Option(name, value.ToString(System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>Sets a boolean option.</summary>
    public DataFrameWriter Option(string name, bool value) => Option(name, value ? "true" : "false");

    /// <summary>Sets several options.</summary>
    public DataFrameWriter Options(IEnumerable<KeyValuePair<string, string>> options)
    {
        ArgumentNullException.ThrowIfNull(options);
        foreach (var (name, value) in options)
        {
            Option(name, value);
        }

        return this;
    }

    /// <summary>Writes lines of text; the only column must be a string.</summary>
    public void Text(string path) => Format("text").Save(path);

    /// <summary>Writes CSV files.</summary>
    public void Csv(string path) => Format("csv").Save(path);

    /// <summary>Writes JSON files, an object a line.</summary>
    public void Json(string path) => Format("json").Save(path);

    /// <summary>Writes Parquet files.</summary>
    public void Parquet(string path) => Format("parquet").Save(path);

    /// <summary>Writes the rows and returns when they are written.</summary>
    /// <param name="path">Of file formats: the folder; as the option <c>path</c>.</param>
    /// <exception cref="StreamingException">The DataFrame is a stream, an option does not do, or <c>PATH_ALREADY_EXISTS</c>.</exception>
    public void Save(string? path = null)
    {
        _frame.CheckBounded();
        var options = new Dictionary<string, string>(_options, StringComparer.OrdinalIgnoreCase);
        if (path is not null)
        {
            options["path"] = path;
        }

        if (FileFrames.IsFormat(_format) && options.TryGetValue("path", out string? folder) && !MayWrite(FileUri.ToPath(folder)))
        {
            return;
        }

        _frame.Session.Run(new QueryPlan<Row>(_frame.Node)
        {
            SinkFormat = _format,
            SinkOptions = options,
            SinkSettings = FileFrames.IsFormat(_format) ? new BatchWriteSettings(_mode == SaveMode.Overwrite) : null,
            PartitionColumns = _partitionColumns,
            OutputMode = OutputMode.Complete,
            Trigger = Trigger.Once(),
            Configuration = _frame.Session.Configuration.Snapshot(),
        });
    }

    private bool MayWrite(string folder) => !(Directory.Exists(folder) || File.Exists(folder)) || _mode switch
    {
        SaveMode.Ignore => false,
        SaveMode.ErrorIfExists => throw new StreamingException(
            "PATH_ALREADY_EXISTS", $"[PATH_ALREADY_EXISTS] Path {FileUri.Of(folder)} already exists. Set mode as \"overwrite\" to overwrite the existing path. SQLSTATE: 42K04") { SqlState = "42K04" },
        _ => true,
    };
}
