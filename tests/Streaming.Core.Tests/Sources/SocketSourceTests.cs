using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Time.Testing;

namespace Streaming.Core.Tests;

public sealed class SocketSourceTests
{
    private static readonly DateTimeOffset Now = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void LinesComeAsStrings()
    {
        using var server = new Server();
        using var source = Make<string>(server.Options);
        server.Send("hello\nwörld\n日本");
        Assert.Equal("1", SourceRun.Poll(source, null, offset => offset == "1"));
        Assert.Equal(["hello", "wörld"], SourceRun.Read(source, null, "1"));
        source.Commit("1");
        server.Send("\n");
        SourceRun.Poll(source, "1", offset => offset == "2");
        Assert.Equal(["日本"], SourceRun.Read(source, "1", "2"));
        Assert.Equal($"TextSocketV2[host: 127.0.0.1, port: {server.Port}]", source.Description);
    }

    [Fact]
    public void RowsMayHaveTheTimeOfReading()
    {
        using var server = new Server();
        using var source = Make<SocketRow>([.. server.Options, ("includeTimestamp", "true")]);
        server.Send("x\n");
        SourceRun.Poll(source, null, offset => offset == "0");
        Assert.Equal([new SocketRow("x", Now)], SourceRun.Read(source, null, "0"));
        Assert.Equal(["value", "timestamp"], RowColumns<SocketRow>.Instance.Names);
        Assert.Contains("Load<SocketRow>()", Assert.Throws<StreamingException>(() => Make<string>([.. server.Options, ("includeTimestamp", "true")])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TheServersEndMakesNoMoreRows()
    {
        using var server = new Server();
        using var source = Make<string>(server.Options);
        source.PrepareForAvailableNow();
        server.Send("a\nb");
        server.Close();
        var rows = new List<string>();
        string? start = null;
        while (source.LatestOffset(start, ReadLimit.SourceOptions) is { } end && end != start)
        {
            rows.AddRange(SourceRun.Read(source, start, end));
            start = end;
        }

        Assert.Equal(["a", "b"], rows);
    }

    [Fact]
    public void ARestartIsRefused()
    {
        using var server = new Server();
        using var source = Make<string>(server.Options);
        var error = Assert.Throws<StreamingException>(() => source.LatestOffset("4", ReadLimit.SourceOptions));
        Assert.StartsWith("The socket source does not support recovery: the checkpoint says that 5 lines were read", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void DisposingEndsTheReadingThread()
    {
        using var server = new Server();
        var source = Make<string>(server.Options);
        source.Dispose();
        Assert.True(server.IsClosedByPeer());
    }

    [Fact]
    public void BadOptionsHaveSparksTexts()
    {
        Assert.Equal(RecordedCases.Error("source_sink", "SRC-15"), Error());
        Assert.Equal("Set a port to read from with option(\"port\", ...).", Error(("host", "localhost")));
        Assert.Contains("'70000'", Error(("host", "localhost"), ("port", "70000")), StringComparison.Ordinal);
        Assert.StartsWith("includeTimestamp must be set to either \"true\" or \"false\"", Error(("host", "localhost"), ("port", "1"), ("includeTimestamp", "maybe")), StringComparison.Ordinal);
    }

    [Fact]
    public void AServerThatIsNotThereIsNamed()
    {
        int port;
        using (var server = new Server())
        {
            port = server.Port;
        }

        Assert.Contains($"cannot connect to 127.0.0.1:{port}", Error(("host", "127.0.0.1"), ("port", $"{port}")), StringComparison.Ordinal);
    }

    private static string Error(params (string, string)[] options) => Assert.Throws<StreamingException>(() => Make<string>(options)).Message;

    private static IStreamSource<T> Make<T>((string, string)[] options) =>
        ((IStreamSourceProvider<T>)(object)new SocketSourceProvider()).CreateSource(SourceRun.Context(options, new FakeTimeProvider(Now)));

    private sealed class Server : IDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private readonly Lazy<Socket> _client;

        public Server()
        {
            _listener.Start();
            _client = new Lazy<Socket>(_listener.AcceptSocket);
        }

        public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

        public (string, string)[] Options => [("host", "127.0.0.1"), ("port", $"{Port}")];

        public void Send(string text) => _client.Value.Send(Encoding.UTF8.GetBytes(text));

        public void Close() => _client.Value.Dispose();

        public bool IsClosedByPeer()
        {
            _client.Value.ReceiveTimeout = 20_000;
            return _client.Value.Receive(new byte[1]) == 0;
        }

        public void Dispose()
        {
            if (_client.IsValueCreated)
            {
                Close();
            }

            _listener.Stop();
        }
    }
}
