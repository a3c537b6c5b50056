namespace Streaming;

/// <summary>The sources and sinks of this package that have a name.</summary>
public sealed class BuiltInFormats : IStreamFormatModule
{
    /// <inheritdoc/>
    public void Register(StreamFormats formats)
    {
        ArgumentNullException.ThrowIfNull(formats);
        formats.Register(new RateSourceProvider());
        formats.Register(new RateMicroBatchSourceProvider());
        var socket = new SocketSourceProvider();
        formats.Register<string>(socket);
        formats.Register<SocketRow>(socket);
        formats.Register(new ConsoleSinkProvider());
        formats.Register(new MemorySinkProvider());
        formats.Register(new ForeachSinkProvider());
        formats.Register(new ForeachBatchSinkProvider());
        formats.Register(new NoopSinkProvider());
        formats.Register(new ObservableSinkProvider());
        foreach (var format in FileFormat.All.Values)
        {
            formats.Register(new FileSinkProvider(format));
        }
    }
}
