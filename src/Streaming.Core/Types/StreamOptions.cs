using System.Globalization;

namespace Streaming;

/// <summary>The options of a source or sink: names are case-insensitive, values are texts as in Spark.</summary>
/// <remarks>Remembers which options were read, so that <see cref="RejectUnread"/> can refuse the others by name.</remarks>
public sealed class StreamOptions
{
    private readonly Dictionary<string, string> _values;
    private readonly HashSet<string> _read = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Creates a set of options.</summary>
    public StreamOptions(IEnumerable<KeyValuePair<string, string>> values)
    {
        _values = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in values)
        {
            _values[name] = value;
        }
    }

    /// <summary>All options.</summary>
    public IReadOnlyDictionary<string, string> Values => _values;

    /// <summary>The text of an option, or null.</summary>
    public string? Get(string name)
    {
        _read.Add(name);
        return _values.GetValueOrDefault(name);
    }

    /// <summary>All options whose name starts with a prefix, names without it, in the case they were written.</summary>
    public IReadOnlyDictionary<string, string> WithPrefix(string prefix)
    {
        var result = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in _values)
        {
            if (name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
            {
                _read.Add(name);
                result[name[prefix.Length..]] = value;
            }
        }

        return result;
    }

    /// <summary>The value of a boolean option.</summary>
    /// <exception cref="StreamingException">The text is neither <c>true</c> nor <c>false</c>.</exception>
    public bool GetBoolean(string name, bool defaultValue) => Get(name) is not { } text ? defaultValue
        : bool.TryParse(text, out bool value) ? value
        : throw Invalid(name, text, "true or false");

    /// <summary>The value of an integer option.</summary>
    /// <exception cref="StreamingException">The text is no integer, or below <paramref name="minimum"/>.</exception>
    public long? GetInt64(string name, long minimum = long.MinValue) => Get(name) is not { } text ? null
        : long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value) && value >= minimum ? value
        : throw Invalid(name, text, minimum switch { 0 => "an integer of at least 0", 1 => "a positive integer", long.MinValue => "an integer", _ => $"an integer of at least {minimum}" });

    /// <summary>The value of a duration option, such as <c>10 seconds</c> or <c>15m</c>.</summary>
    /// <exception cref="StreamingException">The text is no duration.</exception>
    public TimeSpan? GetDuration(string name) => Get(name) is not { } text ? null
        : Duration.TryParse(text, out var value) ? value
        : throw Invalid(name, text, "a duration such as '10 seconds' or '15m'");

    /// <summary>The error for a bad value.</summary>
    public static StreamingException Invalid(string name, string value, string allowed) => new(
        "INVALID_OPTION_VALUE", $"Option '{name}' has the value '{value}'; allowed is {allowed}.");

    /// <summary>Refuses options that nobody read.</summary>
    /// <param name="owner">What the options belong to, for example <c>source 'kafka'</c>.</param>
    /// <exception cref="StreamingException">There is such an option; the text names it and those that exist.</exception>
    public void RejectUnread(string owner)
    {
        var unknown = _values.Keys.FirstOrDefault(name => !_read.Contains(name));
        if (unknown is not null)
        {
            throw new StreamingException("UNKNOWN_OPTION",
                $"Option '{unknown}' is not known to {owner}. Known options: {string.Join(", ", _read.Order(StringComparer.OrdinalIgnoreCase))}.");
        }
    }
}
