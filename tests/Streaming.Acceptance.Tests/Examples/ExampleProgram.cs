using System.Globalization;

namespace Streaming.Acceptance.Tests.Examples;

/// <summary>Starts examples from where the build put them.</summary>
internal static class ExampleProgram
{
    private const long IgnoresInterrupt = 1 << 1;

    public static ChildProcess Start(string name, params IEnumerable<string> arguments)
    {
        // <root>/tests/<project>/bin/<configuration>/<framework>/
        var framework = new DirectoryInfo(AppContext.BaseDirectory);
        var configuration = framework.Parent!;
        var root = framework;
        while (!File.Exists(Path.Combine(root.FullName, "Streaming.sln")))
        {
            root = root.Parent ?? throw new InvalidOperationException($"There is no Streaming.sln above {AppContext.BaseDirectory}.");
        }

        string assembly = Path.Combine(root.FullName, "examples", name, "bin", configuration.Name, framework.Name, name + ".dll");
        return IsInterruptIgnored()
            ? ChildProcess.Start("env", ["--default-signal=INT", "dotnet", "exec", assembly, .. arguments])
            : ChildProcess.StartDotnet(assembly, arguments);
    }

    /// <summary>The (key, count) rows of the console's tables, in the order they were printed.</summary>
    public static List<(string Word, long Count)> Counts(ChildProcess program) =>
    [
        .. from line in program.Lines
           let cells = line.Split('|', StringSplitOptions.TrimEntries)
           where cells.Length == 4 && cells[2] != "count"
           select (cells[1], long.Parse(cells[2], CultureInfo.InvariantCulture)),
    ];

    // A shell starts what it runs in the background deaf to Ctrl+C, and children inherit that: tests may run so.
    private static bool IsInterruptIgnored() =>
        OperatingSystem.IsLinux()
        && File.ReadLines("/proc/self/status").First(line => line.StartsWith("SigIgn:", StringComparison.Ordinal)) is var line
        && (long.Parse(line[7..].Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture) & IgnoresInterrupt) != 0;
}
