using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Streaming.Kafka.Tests;

/// <summary>A real broker from the servers folder, in a process of its own.</summary>
public sealed class KafkaServer : IDisposable
{
    private readonly string _folder;
    private readonly string _data;
    private readonly int _port;
    private int _pid;

    private KafkaServer(string folder, string data, int port)
    {
        _folder = folder;
        _data = data;
        _port = port;
    }

    public string BootstrapServers => $"127.0.0.1:{_port}";

    /// <summary>Address of the listener that wants SASL/PLAIN; user alice, password alice-secret.</summary>
    public string SaslServers => $"127.0.0.1:{_port + 2}";

    /// <summary>Starts a broker, or skips the test where there are none.</summary>
    public static KafkaServer Start()
    {
        string? folder = Folder();
        if (folder is null)
        {
            if (Environment.GetEnvironmentVariable("STREAMING_REQUIRE_SERVERS") == "1")
            {
                throw new InvalidOperationException("No folder with servers: set STREAMING_SERVERS.");
            }

            Assert.Skip("No folder with servers: set STREAMING_SERVERS, or check it out as ../shared/servers.");
        }

        int port = FreePort();
        string data = Directory.CreateTempSubdirectory("streaming-kafka-").FullName;
        Directory.CreateDirectory(data + "/data");
        File.WriteAllText(
            data + "/data/extra.properties",
            $"""
            listeners=PLAINTEXT://127.0.0.1:{port},CONTROLLER://127.0.0.1:{port + 1},SASL_PLAINTEXT://127.0.0.1:{port + 2}
            advertised.listeners=PLAINTEXT://127.0.0.1:{port},SASL_PLAINTEXT://127.0.0.1:{port + 2}
            sasl.enabled.mechanisms=PLAIN
            listener.name.sasl_plaintext.plain.sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required user_alice="alice-secret";

            """);
        var server = new KafkaServer(folder!, data + "/data", port);
        server.Up();
        return server;
    }

    public void Up()
    {
        string output = Run(Path.Combine(_folder, "up"), "kafka", _port.ToString(CultureInfo.InvariantCulture), _data);
        _pid = int.Parse(output.Split(' ')[2], CultureInfo.InvariantCulture);
    }

    public void Down()
    {
        if (_pid != 0)
        {
            Run(Path.Combine(_folder, "down"), _pid.ToString(CultureInfo.InvariantCulture));
            _pid = 0;
        }
    }

    /// <summary>Runs one of Kafka's own tools.</summary>
    public string Tool(string input, params string[] arguments) => RunWith(input, Path.Combine(_folder, "kafka", "tool"), arguments);

    public void Dispose()
    {
        Down();
        Directory.Delete(Path.GetDirectoryName(_data)!, recursive: true);
    }

    private static string Run(string program, params string[] arguments) => RunWith("", program, arguments);

    private static string RunWith(string input, string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["KAFKA_HEAP"] = "320m";
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        string output = process.StandardOutput.ReadLine() ?? "";
        output += "\n" + (arguments is ["kafka", ..] ? "" : process.StandardOutput.ReadToEnd());
        process.WaitForExit();
        return process.ExitCode == 0 ? output.Trim() : throw new InvalidOperationException($"{program} failed: {error.Result}");
    }

    private static string? Folder()
    {
        if (Environment.GetEnvironmentVariable("STREAMING_SERVERS") is { Length: > 0 } set)
        {
            return set;
        }

        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Streaming.sln")))
            {
                string servers = Path.GetFullPath(Path.Combine(folder.FullName, "..", "shared", "servers"));
                return Directory.Exists(servers) ? servers : null;
            }
        }

        return null;
    }

    private static int FreePort()
    {
        while (true)
        {
            int port = Random.Shared.Next(250, 790) * 40;
            try
            {
                for (int p = port; p < port + 3; p++)
                {
                    using var probe = new TcpListener(IPAddress.Loopback, p);
                    probe.Start();
                }

                return port;
            }
            catch (SocketException)
            {
            }
        }
    }
}
