using System.Globalization;

namespace Streaming.TestSupport;

/// <summary>A real broker: the one that KAFKA_BOOTSTRAP_SERVERS names, or one from the servers folder in a process of its own.</summary>
public sealed class KafkaServer : IDisposable
{
    private static readonly Lock s_lock = new();
    private static readonly HashSet<KafkaServer> s_own = [];
    private static KafkaServer? s_shared;
    private static Exception? s_failure;

    private readonly string? _home;
    private readonly string _data;
    private readonly int _port;
    private readonly int _nodes;
    private readonly string? _address;
    private readonly Dictionary<int, int> _restarted = [];
    private int _pid;

    static KafkaServer() => AppDomain.CurrentDomain.ProcessExit += (_, _) => StopAll();

    private KafkaServer(string address)
    {
        _address = address;
        _data = "";
    }

    private KafkaServer(int port, int nodes, IEnumerable<string> extraProperties)
    {
        _port = port;
        _nodes = nodes;
        _home = Directory.CreateTempSubdirectory("streaming-kafka-").FullName;
        _data = Path.Combine(_home, "data");
        Directory.CreateDirectory(_data);
        string[] listeners = nodes > 1
            ? []
            :
            [
                $"listeners=PLAINTEXT://127.0.0.1:{port},CONTROLLER://127.0.0.1:{port + 1},SASL_PLAINTEXT://127.0.0.1:{port + 2}",
                $"advertised.listeners=PLAINTEXT://127.0.0.1:{port},SASL_PLAINTEXT://127.0.0.1:{port + 2}",
                "sasl.enabled.mechanisms=PLAIN",
                "listener.name.sasl_plaintext.plain.sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required user_alice=\"alice-secret\";",
            ];
        File.WriteAllLines(Path.Combine(_data, "extra.properties"), listeners.Concat(extraProperties));
    }

    /// <summary>
    /// The broker of this test process, started by the first test that asks and stopped at the process's end.
    /// Tests use topics of their own and never stop it. Skips the test where there is none.
    /// </summary>
    public static KafkaServer Shared
    {
        get
        {
            lock (s_lock)
            {
                if (s_shared is not null)
                {
                    return s_shared;
                }

                if (s_failure is not null)
                {
                    throw new InvalidOperationException("The shared broker did not start: " + s_failure.Message, s_failure);
                }

                if (Environment.GetEnvironmentVariable("KAFKA_BOOTSTRAP_SERVERS") is { Length: > 0 } address)
                {
                    return s_shared = new KafkaServer(address);
                }

                RequireServers();
                try
                {
                    s_shared = StartOwn();
                }
                catch (Exception error)
                {
                    s_failure = error;
                    throw;
                }

                return s_shared;
            }
        }
    }

    public string BootstrapServers => _address ?? string.Join(',', Enumerable.Range(1, _nodes).Select(node => $"127.0.0.1:{PortOf(node)}"));

    /// <summary>Address of the listener that wants SASL/PLAIN (user alice, password alice-secret); only with one node that we started.</summary>
    public string SaslServers
    {
        get
        {
            if (_address is not null || _nodes > 1)
            {
                TestServers.Missing("The broker at KAFKA_BOOTSTRAP_SERVERS has no listener known to want SASL/PLAIN.");
            }

            return $"127.0.0.1:{_port + 2}";
        }
    }

    /// <summary>Process group of the running server; 0 where it is stopped or not ours.</summary>
    public int Pid => _pid;

    /// <summary>Starts a broker (or a cluster) for one test that stops or kills it.</summary>
    public static KafkaServer StartOwn(int nodes = 1, params IEnumerable<string> extraProperties)
    {
        RequireServers();
        for (int attempt = 1; ; attempt++)
        {
            var server = new KafkaServer(TestServers.FreePorts(Math.Max(3, nodes * 10)), nodes, extraProperties);
            lock (s_lock)
            {
                s_own.Add(server);
            }

            try
            {
                server.Up();
                return server;
            }
            catch (InvalidOperationException) when (attempt < 3)
            {
                // Another process may have taken the port meanwhile.
                server.Dispose();
            }
            catch
            {
                server.Dispose();
                throw;
            }
        }
    }

    /// <summary>Starts it again, on the same port with the same data.</summary>
    public void Up()
    {
        MustBeOurs();
        _pid = TestServers.Up("kafka", _port, _data, _nodes > 1 ? [_nodes.ToString(CultureInfo.InvariantCulture)] : []);
    }

    /// <summary>Stops it in good order; the data stay.</summary>
    public void Down()
    {
        MustBeOurs();
        if (_pid != 0)
        {
            TestServers.Down([_pid, .. _restarted.Values]);
            _pid = 0;
            _restarted.Clear();
        }
    }

    /// <summary>Kills it (SIGKILL to its process group); the data stay as they are.</summary>
    public void Kill()
    {
        MustBeOurs();
        if (_pid != 0)
        {
            TestServers.Crash(_pid);
            foreach (int pid in _restarted.Values)
            {
                TestServers.Crash(pid);
            }

            for (int node = 1; node <= _nodes; node++)
            {
                TestServers.WaitUntilClosed(PortOf(node));
            }

            _pid = 0;
            _restarted.Clear();
        }
    }

    /// <summary>Kills one node of a cluster; the first is 1.</summary>
    public void KillNode(int node)
    {
        MustBeOurs();
        string pid = File.ReadAllText(Path.Combine(_data, $"node-{node}", "pid")).Trim();
        TestServers.Run("bash", "", ["-c", "kill -9 \"$0\"", pid]);
        if (_restarted.Remove(node, out int restarted))
        {
            ServerWatch.Stopped(restarted);
        }

        TestServers.WaitUntilClosed(PortOf(node));
    }

    /// <summary>Starts a killed node of a cluster again, without waiting until it is in sync.</summary>
    public void StartNode(int node)
    {
        MustBeOurs();
        const string Script = "log=$1; shift; setsid \"$@\" >\"$log\" 2>&1 </dev/null & echo $!";
        string start = Path.Combine(TestServers.Require(), "kafka", "start");
        string log = Path.Combine(_home!, $"node-{node}.log");
        string pid = TestServers.Run("bash", "", ["-c", Script, "start", log, start, _data, Text(_port), Text(_nodes), Text(node)]);
        int started = int.Parse(pid.Trim(), CultureInfo.InvariantCulture);
        _restarted[node] = started;
        ServerWatch.Started(started);
    }

    /// <summary>Runs one of Kafka's own tools (<c>topics</c>, <c>console-consumer</c>, ...) and returns its output.</summary>
    public string Tool(string input, params string[] arguments) =>
        TestServers.Run(Path.Combine(TestServers.Require(), "kafka", "tool"), input, arguments);

    public void Dispose()
    {
        if (_home is not null)
        {
            Down();
            TempFolder.Remove(_home);
            lock (s_lock)
            {
                s_own.Remove(this);
            }
        }
    }

    /// <summary>Stops the shared broker, where one was started.</summary>
    public static void StopShared()
    {
        lock (s_lock)
        {
            s_shared?.Dispose();
            s_shared = null;
        }
    }

    private static void StopAll()
    {
        KafkaServer[] left;
        lock (s_lock)
        {
            left = [.. s_own];
        }

        foreach (var server in left)
        {
            server.Dispose();
        }
    }

    private static void RequireServers()
    {
        if (TestServers.Folder is null)
        {
            TestServers.Missing("No broker: set STREAMING_SERVERS (or put the servers at ../shared/servers), or KAFKA_BOOTSTRAP_SERVERS for tests that share one.");
        }

        TestServers.Require();
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private int PortOf(int node) => _port + ((node - 1) * 10);

    private void MustBeOurs()
    {
        if (_address is not null)
        {
            throw new InvalidOperationException("The broker at KAFKA_BOOTSTRAP_SERVERS is not the tests' to start, stop or kill; use StartOwn.");
        }
    }
}
