using System.Reflection;

namespace Streaming;

/// <content>Sources as DataFrames.</content>
public sealed partial class DataStreamReader
{
    private StructType? _schema;

    /// <summary>Names and types of the columns, for sources that need them told.</summary>
    public DataStreamReader Schema(StructType schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        _schema = schema;
        return this;
    }

    /// <summary>Names and types of the columns as DDL: <c>"name STRING, age INT"</c>.</summary>
    public DataStreamReader Schema(string schema) => Schema(SqlParser.ParseSchema(schema));

    /// <summary>The source as a DataFrame. Nothing is opened before a query starts.</summary>
    /// <param name="path">Of file formats: a folder, or a pattern of folders or files; without it the option <c>path</c>.</param>
    public DataFrame Load(string? path = null)
    {
        if (_format is not null && FileFrames.IsFormat(_format))
        {
            return FileFrames.Load(Session, _format, _schema, _options, path is null ? [] : [path], isStreaming: true);
        }

        if (path is not null)
        {
            Option("path", path);
        }

        if (_format is null)
        {
            throw new StreamingException("MISSING_FORMAT", "ReadStream() needs a source: call Format(\"kafka\") before Load.");
        }

        var types = Session.Formats.SourceRowTypes(_format);
        if (_schema is not null)
        {
            throw new StreamingException("UNSUPPORTED_SCHEMA", $"The source {_format} has a fixed schema and cannot be set with a custom one. Leave Schema(...) out.");
        }

        var type = types.Contains(typeof(SocketRow)) ? IsTrue("includeTimestamp") ? typeof(SocketRow) : typeof(string) : types[0];
        try
        {
            return (DataFrame)typeof(DataStreamReader).GetMethod(nameof(LoadRows), BindingFlags.NonPublic | BindingFlags.Instance)!.MakeGenericMethod(type).Invoke(this, null)!;
        }
        catch (TargetInvocationException error) when (error.InnerException is StreamingException inner)
        {
            throw inner;
        }
    }

    /// <summary>Lines of the text files that appear in a folder, in one column <c>value</c>.</summary>
    public DataFrame Text(string path) => Format("text").Load(path);

    /// <summary>Records of the CSV files that appear in a folder; needs a schema.</summary>
    public DataFrame Csv(string path) => Format("csv").Load(path);

    /// <summary>Objects of the JSON files that appear in a folder; needs a schema.</summary>
    public DataFrame Json(string path) => Format("json").Load(path);

    /// <summary>Rows of the Parquet files that appear in a folder; needs a schema.</summary>
    public DataFrame Parquet(string path) => Format("parquet").Load(path);

    private bool IsTrue(string option) => _options.GetValueOrDefault(option) is { } text && bool.TryParse(text, out bool value) && value;

    private DataFrame LoadRows<T>()
    {
        Session.Formats.Source<T>(_format!).CheckOptions(new StreamOptions(_options));
        return new DataFrame(Session, new ToRowsNode<T>(Load<T>().Node, RecordSchema<T>.Create(IsTrue("includeHeaders"))));
    }
}
