using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Logging;

namespace Streaming;

internal sealed partial class SocketSource<T> : LiveSource<T>
{
    // Lines read ahead of the commits; then the server has to wait.
    private const int Capacity = 65_536;

    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(30);

    private readonly string _host;
    private readonly int _port;
    private readonly Func<string, DateTimeOffset, T> _makeRow;
    private readonly TcpClient _client = new();
    private readonly Thread _thread;

    public SocketSource(string host, int port, SourceContext context, Func<string, DateTimeOffset, T> makeRow)
        : base($"TextSocketV2[host: {host}, port: {port}]", Capacity, context)
    {
        _host = host;
        _port = port;
        _makeRow = makeRow;
        LogNotForProduction(context.Logger);
        try
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(context.Stopping);
            patience.CancelAfter(ConnectTimeout);
            _client.ConnectAsync(host, port, patience.Token).AsTask().GetAwaiter().GetResult();
        }
        catch (Exception error) when (error is SocketException or OperationCanceledException)
        {
            _client.Dispose();
            string reason = error is SocketException ? error.Message : $"no answer within {ConnectTimeout.TotalSeconds} seconds";
            throw new StreamingException("SOCKET_CONNECTION", $"Source 'socket' cannot connect to {host}:{port}: {reason}. Start the server first (for example nc -lk {port}), or correct the options host and port.", error);
        }

        _thread = new Thread(Run) { IsBackground = true, Name = $"socket source {host}:{port}" };
        _thread.Start();
    }

    public override void Dispose()
    {
        base.Dispose();
        _client.Dispose();
        _thread.Join(TimeSpan.FromSeconds(5));
    }

    protected override void OnRecovery(long offset) => throw new StreamingException(
        "SOURCE_NOT_REPLAYABLE",
        $"The socket source does not support recovery: the checkpoint says that {offset + 1} lines were read, and {_host}:{_port} cannot be asked for what followed. Delete the folder 'offsets' of the checkpoint, or use another checkpointLocation, to start over.");

    protected override StreamingException Failed(Exception error) => new(
        "SOCKET_CONNECTION", $"The connection of source 'socket' to {_host}:{_port} broke: {error.Message}", error);

    private void Run()
    {
        try
        {
            using var reader = new StreamReader(_client.GetStream(), Encoding.UTF8);
            while (reader.ReadLine() is { } line)
            {
                Buffer.Append(_makeRow(line, Context.Time.GetUtcNow()));
            }

            LogClosed(Context.Logger, _host, _port);
            Buffer.Complete();
        }
        catch (Exception) when (Buffer.Closed.IsCancellationRequested)
        {
            // Disposing the client is what ends the read.
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException or InvalidOperationException)
        {
            Buffer.Complete(error);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The socket source should not be used for production applications! It does not support recovery.")]
    private static partial void LogNotForProduction(ILogger logger);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Stream closed by {Host}:{Port}")]
    private static partial void LogClosed(ILogger logger, string host, int port);
}
