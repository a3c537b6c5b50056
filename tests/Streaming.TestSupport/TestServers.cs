using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Xunit;

namespace Streaming.TestSupport;

/// <summary>The folder with real servers: STREAMING_SERVERS, else <c>shared/servers</c> beside the checkout or above it.</summary>
public static class TestServers
{
    /// <summary>The folder, or null where there is none.</summary>
    public static string? Folder { get; } = Find(Environment.GetEnvironmentVariable("STREAMING_SERVERS"), AppContext.BaseDirectory);

    /// <summary>The folder; without it the test is skipped, or fails under STREAMING_REQUIRE_SERVERS=1.</summary>
    public static string Require()
    {
        if (Folder is null)
        {
            Missing("No folder with servers: set STREAMING_SERVERS, or put it at ../shared/servers of the repository.");
        }

        if (!File.Exists(Path.Combine(Folder, "up")))
        {
            throw new InvalidOperationException($"STREAMING_SERVERS is '{Folder}', where there is no 'up'; name the folder that holds up, down and the servers.");
        }

        if (!IsOnPath("java"))
        {
            Missing("The servers need Java 17 or newer, and there is no 'java' on the PATH.");
        }

        return Folder;
    }

    /// <summary>Skips the test, or fails it under STREAMING_REQUIRE_SERVERS=1.</summary>
    [DoesNotReturn]
    public static void Missing(string reason)
    {
        if (TestSettings.RequireServers)
        {
            throw new InvalidOperationException(reason);
        }

        Assert.Skip(reason);
        throw new UnreachableException();
    }

    /// <summary>Starts a server and returns its process group; its address is 127.0.0.1 and this port.</summary>
    public static int Up(string name, int port, string dataFolder, params IEnumerable<string> arguments)
    {
        string output = Run(Path.Combine(Require(), "up"), "", [name, port.ToString(CultureInfo.InvariantCulture), dataFolder, .. arguments]);
        string line = output.Trim();
        Console.WriteLine(line);
        string[] parts = line.Split(' ', 4);
        if (parts is not [_, _, var id, _] || !int.TryParse(id, CultureInfo.InvariantCulture, out int pid))
        {
            throw new InvalidOperationException($"servers/up {name} wrote '{line}', not NAME PORT PID DATA_DIR.");
        }

        ServerWatch.Started(pid);
        return pid;
    }

    /// <summary>Stops servers in good order.</summary>
    public static void Down(params IReadOnlyCollection<int> pids)
    {
        Run(Path.Combine(Require(), "down"), "", pids.Select(pid => pid.ToString(CultureInfo.InvariantCulture)));
        foreach (int pid in pids)
        {
            ServerWatch.Stopped(pid);
        }
    }

    /// <summary>Crashes a server: SIGKILL to its process group.</summary>
    public static void Crash(int pid)
    {
        Run("bash", "", ["-c", "kill -9 -- \"-$0\" 2>/dev/null || true", pid.ToString(CultureInfo.InvariantCulture)]);
        ServerWatch.Stopped(pid);
    }

    /// <summary>Waits until nothing listens on a port: a killed server then has let go of its files too.</summary>
    public static void WaitUntilClosed(int port)
    {
        using var pause = new ManualResetEventSlim();
        for (int attempt = 0; attempt < 500; attempt++)
        {
            try
            {
                using var probe = new TcpClient();
                probe.Connect(IPAddress.Loopback, port);
            }
            catch (SocketException)
            {
                return;
            }

            pause.Wait(20);
        }

        throw new TimeoutException($"Port {port} is still open after its server was killed.");
    }

    /// <summary>Runs a program to its end and returns its output; throws with its errors where the exit code is not 0.</summary>
    public static string Run(string program, string input, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment.TryAdd("KAFKA_HEAP", "320m");
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? output
            : throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {errors.Result}{output}");
    }

    /// <summary>The first of so many free ports in a row, below those that the system gives out.</summary>
    public static int FreePorts(int count)
    {
        for (int attempt = 0; attempt < 500; attempt++)
        {
            int first = Random.Shared.Next(250, 790) * 40;
            try
            {
                for (int port = first; port < first + count; port++)
                {
                    using var probe = new TcpListener(IPAddress.Loopback, port);
                    probe.Start();
                }

                return first;
            }
            catch (SocketException)
            {
            }
        }

        throw new InvalidOperationException($"No {count} free ports in a row.");
    }

    /// <summary>The folder that is set, else <c>shared/servers</c> beside or above a place; null where there is none.</summary>
    public static string? Find(string? set, string place)
    {
        if (!string.IsNullOrEmpty(set))
        {
            return Path.GetFullPath(set);
        }

        // They are shell scripts.
        if (OperatingSystem.IsWindows())
        {
            return null;
        }

        for (var folder = new DirectoryInfo(place); folder is not null; folder = folder.Parent)
        {
            string servers = Path.Combine(folder.FullName, "shared", "servers");
            if (File.Exists(Path.Combine(servers, "up")))
            {
                return servers;
            }
        }

        return null;
    }

    private static bool IsOnPath(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Any(folder => File.Exists(Path.Combine(folder, program)) || File.Exists(Path.Combine(folder, program + ".exe")));
}
