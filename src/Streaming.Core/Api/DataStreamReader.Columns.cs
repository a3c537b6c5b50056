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
    public DataFrame Load()
    {
        if (_format is null)
        {
            throw new StreamingException("MISSING_FORMAT", "ReadStream() needs a source: call Format(\"kafka\") before Load.");
        }

        if (_schema is not null)
        {
            throw new StreamingException("UNSUPPORTED_SCHEMA", $"The source {_format} has a fixed schema and cannot be set with a custom one. Leave Schema(...) out.");
        }

        var types = Session.Formats.SourceRowTypes(_format);
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

    private bool IsTrue(string option) => _options.GetValueOrDefault(option) is { } text && bool.TryParse(text, out bool value) && value;

    private DataFrame LoadRows<T>() => new(Session, new ToRowsNode<T>(Load<T>().Node, RecordSchema<T>.Create(IsTrue("includeHeaders"))));
}
