using System.Reflection;

namespace Streaming;

/// <summary>The sources and sinks known by name: those registered here, then those of known packages.</summary>
/// <example>
/// <code>
/// session.Formats.Register(new LogFileSource());   // IStreamSourceProvider&lt;string&gt; with ShortName "logfile"
/// var lines = session.ReadStream().Format("logfile").Option("path", "app.log").Load&lt;string&gt;();
/// </code>
/// </example>
public sealed class StreamFormats
{
    private static readonly Dictionary<string, string> KnownPackages = new(StringComparer.OrdinalIgnoreCase) { ["kafka"] = "Streaming.Kafka" };

    private readonly Lock _lock = new();
    private readonly Dictionary<string, List<(Type Row, object Provider)>> _sources = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, IStreamSinkProvider> _sinks = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _loaded = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Adds a source format, or replaces the one of that name and row type.</summary>
    public void Register<T>(IStreamSourceProvider<T> provider)
    {
        ArgumentNullException.ThrowIfNull(provider);
        lock (_lock)
        {
            if (!_sources.TryGetValue(provider.ShortName, out var list))
            {
                _sources[provider.ShortName] = list = [];
            }

            list.RemoveAll(entry => entry.Row == typeof(T));
            list.Add((typeof(T), provider));
        }
    }

    /// <summary>Adds a sink format, or replaces the one of that name.</summary>
    public void Register(IStreamSinkProvider provider)
    {
        ArgumentNullException.ThrowIfNull(provider);
        lock (_lock)
        {
            _sinks[provider.ShortName] = provider;
        }
    }

    /// <summary>Finds the source format of a name.</summary>
    /// <exception cref="StreamingException">There is none, or it yields another type.</exception>
    public IStreamSourceProvider<T> Source<T>(string name)
    {
        lock (_lock)
        {
            if (!_sources.ContainsKey(name))
            {
                LoadPackage(name);
            }

            if (!_sources.TryGetValue(name, out var list))
            {
                throw Missing(name, _sources.Keys);
            }

            foreach (var (row, provider) in list)
            {
                if (row == typeof(T))
                {
                    return (IStreamSourceProvider<T>)provider;
                }
            }

            throw new StreamingException("SOURCE_ROW_TYPE",
                $"Source '{name}' yields {string.Join(" or ", list.Select(entry => entry.Row.Name))}, not {typeof(T).Name}. Use Load<{list[0].Row.Name}>().");
        }
    }

    /// <summary>Types of the records that a source format yields, the usual one first; empty where there is no such format.</summary>
    internal IReadOnlyList<Type> SourceRowTypes(string name)
    {
        lock (_lock)
        {
            if (!_sources.ContainsKey(name))
            {
                LoadPackage(name);
            }

            return _sources.TryGetValue(name, out var list) ? [.. list.Select(entry => entry.Row)] : throw Missing(name, _sources.Keys);
        }
    }

    /// <summary>Finds the sink format of a name.</summary>
    /// <exception cref="StreamingException">There is none.</exception>
    public IStreamSinkProvider Sink(string name)
    {
        lock (_lock)
        {
            if (!_sinks.ContainsKey(name))
            {
                LoadPackage(name);
            }

            return _sinks.TryGetValue(name, out var provider) ? provider : throw Missing(name, _sinks.Keys);
        }
    }

    private void LoadPackage(string name)
    {
        if (!KnownPackages.TryGetValue(name, out string? package) || !_loaded.Add(name))
        {
            return;
        }

        Assembly assembly;
        try
        {
            assembly = Assembly.Load(package);
        }
        catch (FileNotFoundException error)
        {
            throw new StreamingException("DATA_SOURCE_NOT_FOUND", $"The format '{name}' is in the package {package}, which this program does not reference. Add it: dotnet add package {package}.", error);
        }

        foreach (var attribute in assembly.GetCustomAttributes<StreamFormatsAttribute>())
        {
            ((IStreamFormatModule)Activator.CreateInstance(attribute.Module)!).Register(this);
        }
    }

    internal static StreamingException Missing(string name, IEnumerable<string> known) => new(
        "DATA_SOURCE_NOT_FOUND",
        $"[DATA_SOURCE_NOT_FOUND] Failed to find the data source: {name}. Make sure the provider name is correct and the package is properly registered and compatible with your version. Known formats: {string.Join(", ", known.Order())}. SQLSTATE: 42K02")
    { SqlState = "42K02" };
}
