using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Text;

namespace Streaming.TestSupport;

/// <summary>A program that a test runs, watches and kills. What it wrote is part of every failure's text.</summary>
public sealed class ChildProcess : IAsyncDisposable, IDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Lock _lock = new();
    private readonly List<string> _lines = [];
    private readonly List<string> _errors = [];
    private readonly Process _process;
    private readonly string _what;
    private TaskCompletionSource _more = NewSignal();

    private ChildProcess(ProcessStartInfo start)
    {
        _what = start.FileName + " " + string.Join(' ', start.ArgumentList);
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, e) => Add(_lines, e.Data);
        _process.ErrorDataReceived += (_, e) => Add(_errors, e.Data);
        _process.Start();
        _process.StandardInput.Close();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <summary>Exit code of a process that ended; after a kill on Unix 128 + the signal's number.</summary>
    public int ExitCode => _process.ExitCode;

    /// <summary>Lines of the standard output so far.</summary>
    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_lock)
            {
                return [.. _lines];
            }
        }
    }

    /// <summary>Lines of the standard error so far.</summary>
    public IReadOnlyList<string> ErrorLines
    {
        get
        {
            lock (_lock)
            {
                return [.. _errors];
            }
        }
    }

    /// <summary>Starts a program with these environment variables besides the test's own.</summary>
    public static ChildProcess Start(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        return new ChildProcess(start);
    }

    /// <summary>Starts an assembly with the dotnet host that runs this test.</summary>
    public static ChildProcess StartDotnet(string assembly, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null) =>
        Start(DotnetHost(), ["exec", assembly, .. arguments], environment);

    /// <summary>Starts the method with <c>[ChildScenario(name)]</c> of the caller's assembly.</summary>
    public static ChildProcess StartScenario(string name, params IEnumerable<string> arguments) =>
        StartScenarioIn(Assembly.GetCallingAssembly(), name, arguments);

    /// <summary>Runs the method with <c>[ChildScenario(name)]</c> of the caller's assembly to its end; fails unless it returns 0.</summary>
    public static Task<IReadOnlyList<string>> RunScenario(string name, params IEnumerable<string> arguments) =>
        RunToEnd(StartScenarioIn(Assembly.GetCallingAssembly(), name, arguments));

    public static ChildProcess StartScenarioIn(Assembly assembly, string name, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        // The child needs the test's frameworks and packages, and the host's own assembly beside them.
        string host = Path.Combine(AppContext.BaseDirectory, "Streaming.ChildHost.dll");
        return StartDotnet(host, [assembly.Location, name, .. arguments], environment);
    }

    /// <summary>Waits for a line of the standard output that has this in it, and returns it.</summary>
    public async Task<string> WaitForLine(string part, TimeSpan? patience = null)
    {
        long start = Stopwatch.GetTimestamp();
        int seen = 0;
        while (true)
        {
            Task more;
            bool ended = _process.HasExited;
            lock (_lock)
            {
                for (; seen < _lines.Count; seen++)
                {
                    if (_lines[seen].Contains(part, StringComparison.Ordinal))
                    {
                        return _lines[seen];
                    }
                }

                more = _more.Task;
            }

            if (ended)
            {
                await WaitForExit(patience);
                if (Lines.FirstOrDefault(line => line.Contains(part, StringComparison.Ordinal)) is { } last)
                {
                    return last;
                }

                throw Failed($"ended before it wrote '{part}'");
            }

            if (Stopwatch.GetElapsedTime(start) > (patience ?? Patience))
            {
                throw Failed($"did not write '{part}'");
            }

            await Task.WhenAny(more, Task.Delay(100));
        }
    }

    /// <summary>Waits for the end, with all output read, and returns the exit code.</summary>
    public async Task<int> WaitForExit(TimeSpan? patience = null)
    {
        using var limit = new CancellationTokenSource(patience ?? Patience);
        try
        {
            await _process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            throw Failed("did not end");
        }

        return _process.ExitCode;
    }

    /// <summary>Waits for the end and fails on another exit code.</summary>
    public async Task ExpectExit(int code = 0, TimeSpan? patience = null)
    {
        if (await WaitForExit(patience) is var found && found != code)
        {
            throw Failed($"ended with {found}, not {code}");
        }
    }

    /// <summary>Kills it and what it started, as a crash does (SIGKILL), and waits until it is gone.</summary>
    public async Task Kill()
    {
        _process.Kill(entireProcessTree: true);
        await WaitForExit();
    }

    /// <summary>Asks it to stop as Ctrl+C does; only on Unix.</summary>
    public void Interrupt() => Signal("INT");

    /// <summary>Asks it to stop as a service manager does; only on Unix.</summary>
    public void Terminate() => Signal("TERM");

    /// <summary>The text of a failure with all that the process wrote.</summary>
    public InvalidOperationException Failed(string why) => new($"{_what} (process {Id}) {why}.{Environment.NewLine}{Transcript()}");

    public string Transcript()
    {
        var text = new StringBuilder();
        lock (_lock)
        {
            Append(text, "standard output", _lines);
            Append(text, "standard error", _errors);
        }

        return text.ToString();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit(10_000);
        }

        _process.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await Kill();
        }

        _process.Dispose();
    }

    private static async Task<IReadOnlyList<string>> RunToEnd(ChildProcess child)
    {
        await using (child)
        {
            await child.ExpectExit(0, TimeSpan.FromMinutes(5));
            return child.Lines;
        }
    }

    // A test executable is its own process; the host that it needs is the one of its runtime.
    private static string DotnetHost()
    {
        string name = OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet";
        if (Environment.ProcessPath is { } own && Path.GetFileName(own) == name)
        {
            return own;
        }

        if (Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } path)
        {
            return path;
        }

        // <root>/shared/Microsoft.NETCore.App/<version>/System.Private.CoreLib.dll
        string root = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "..", "..", ".."));
        string beside = Path.Combine(root, name);
        return File.Exists(beside) ? beside : name;
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static void Append(StringBuilder text, string name, List<string> lines)
    {
        const int Most = 200;
        text.Append("--- ").Append(name);
        if (lines.Count > Most)
        {
            text.Append(CultureInfo.InvariantCulture, $" (last {Most} of {lines.Count} lines)");
        }

        text.AppendLine();
        foreach (string line in lines.Skip(lines.Count - Most))
        {
            text.AppendLine(line);
        }
    }

    private void Signal(string name)
    {
        if (OperatingSystem.IsWindows())
        {
            throw new PlatformNotSupportedException("Windows has no signals; use Kill.");
        }

        using var kill = Process.Start("sh", ["-c", "kill -" + name + " \"$0\"", Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    private void Add(List<string> lines, string? line)
    {
        TaskCompletionSource signal;
        lock (_lock)
        {
            if (line is not null)
            {
                lines.Add(line);
            }

            signal = _more;
            _more = NewSignal();
        }

        signal.TrySetResult();
    }
}
