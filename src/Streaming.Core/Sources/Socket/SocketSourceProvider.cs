namespace Streaming;

/// <summary>The source <c>socket</c>: UTF-8 lines from a server that it connects to, as <see cref="string"/> or <see cref="SocketRow"/>; for tests only.</summary>
/// <remarks>
/// Options: <c>host</c> and <c>port</c> (required), <c>includeTimestamp</c> (false; true with <see cref="SocketRow"/>). Not replayable: a query
/// with this source cannot go on from its checkpoint.
/// </remarks>
public sealed class SocketSourceProvider : IStreamSourceProvider<string>, IStreamSourceProvider<SocketRow>
{
    /// <inheritdoc/>
    public string ShortName => "socket";

    /// <inheritdoc/>
    public void CheckOptions(StreamOptions options) => Options(options);

    IStreamSource<string> IStreamSourceProvider<string>.CreateSource(SourceContext context)
    {
        var (host, port, includeTimestamp) = Options(context.Options);
        return includeTimestamp == true
            ? throw new StreamingException("SOURCE_ROW_TYPE", "With the option 'includeTimestamp' a row of source 'socket' is more than a string. Use Load<SocketRow>().")
            : new SocketSource<string>(host, port, context, (line, _) => line);
    }

    IStreamSource<SocketRow> IStreamSourceProvider<SocketRow>.CreateSource(SourceContext context)
    {
        var (host, port, includeTimestamp) = Options(context.Options);
        return includeTimestamp == false
            ? throw new StreamingException("SOURCE_ROW_TYPE", "Without the option 'includeTimestamp' a row of source 'socket' is a string. Use Load<string>(), or leave the option out.")
            : new SocketSource<SocketRow>(host, port, context, (line, time) => new SocketRow(line, time));
    }

    private static (string Host, int Port, bool? IncludeTimestamp) Options(StreamOptions options)
    {
        string? host = options.Get("host");
        string? port = options.Get("port");
        string? includeTimestamp = options.Get("includeTimestamp");
        if (host is null)
        {
            throw new StreamingException("MISSING_OPTION", "Set a host to read from with option(\"host\", ...).");
        }

        if (port is null)
        {
            throw new StreamingException("MISSING_OPTION", "Set a port to read from with option(\"port\", ...).");
        }

        if (!ushort.TryParse(port, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out ushort number) || number == 0)
        {
            throw StreamOptions.Invalid("port", port, "a port from 1 to 65535");
        }

        if (includeTimestamp is null)
        {
            return (host, number, null);
        }

        return bool.TryParse(includeTimestamp, out bool value)
            ? (host, number, value)
            : throw new StreamingException("INVALID_OPTION_VALUE", $"includeTimestamp must be set to either \"true\" or \"false\", not '{includeTimestamp}'.");
    }
}
