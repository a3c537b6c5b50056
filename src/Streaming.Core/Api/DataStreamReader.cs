namespace Streaming;

/// <summary>Describes a source: format, options, then <c>Load</c>.</summary>
public sealed partial class DataStreamReader
{
    private readonly Dictionary<string, string> _options = new(StringComparer.OrdinalIgnoreCase);
    private string? _format;

    internal DataStreamReader(StreamingSession session) => Session = session;

    internal StreamingSession Session { get; }

    /// <summary>Names the format, for example <c>kafka</c>, <c>rate</c>, <c>socket</c>.</summary>
    public DataStreamReader Format(string format)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(format);
        _format = format;
        return this;
    }

    /// <summary>Sets an option; names are case-insensitive, the last value counts.</summary>
    public DataStreamReader Option(string name, string value)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(value);
        _options[name] = value;
        return this;
    }

    /// <summary>Sets a numeric option.</summary>
    public DataStreamReader Option(string name, long value) => Option(name, value.ToString(System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>Sets a boolean option.</summary>
    public DataStreamReader Option(string name, bool value) => Option(name, value ? "true" : "false");

    /// <summary>Sets several options.</summary>
    public DataStreamReader Options(IEnumerable<KeyValuePair<string, string>> options)
    {
        ArgumentNullException.ThrowIfNull(options);
        foreach (var (name, value) in options)
        {
            Option(name, value);
        }

        return this;
    }

    /// <summary>The stream of records. Nothing is opened before a query starts.</summary>
    /// <typeparam name="T">The type of the source's records, for example <see cref="KafkaRecord"/>.</typeparam>
    public DataStream<T> Load<T>()
    {
        if (_format is null)
        {
            throw new StreamingException("MISSING_FORMAT", "ReadStream() needs a source: call Format(\"kafka\") or a short form such as Kafka(servers, topics) before Load.");
        }

        return new DataStream<T>(Session, new SourceNode<T>(_format, new Dictionary<string, string>(_options), provider: null));
    }

    /// <summary>A stream from a source object of the program's own.</summary>
    /// <typeparam name="T">The type of the records.</typeparam>
    /// <param name="provider">Makes the source when a query starts.</param>
    public DataStream<T> From<T>(IStreamSourceProvider<T> provider)
    {
        ArgumentNullException.ThrowIfNull(provider);
        return new DataStream<T>(Session, new SourceNode<T>(provider.ShortName, new Dictionary<string, string>(_options), provider));
    }

    /// <summary>A stream of what an observable pushes while the query runs. Not replayable: what was not committed when the process ends is lost.</summary>
    /// <typeparam name="T">The type of the records.</typeparam>
    /// <param name="rows">Subscribed to when the query starts; held up while <see cref="LiveSourceOptions.Capacity"/> records wait.</param>
    /// <param name="options">Settings of the buffer.</param>
    public DataStream<T> From<T>(IObservable<T> rows, LiveSourceOptions? options = null) => From(new ObservableSource<T>(rows, options));

    /// <summary>A stream of what an async sequence yields while the query runs. Not replayable: what was not committed when the process ends is lost.</summary>
    /// <typeparam name="T">The type of the records.</typeparam>
    /// <param name="rows">Enumerated once when the query starts, no faster than the query takes the records.</param>
    /// <param name="options">Settings of the buffer.</param>
    public DataStream<T> From<T>(IAsyncEnumerable<T> rows, LiveSourceOptions? options = null) => From(new AsyncEnumerableSource<T>(rows, options));
}
