using System.Diagnostics;
using System.Globalization;

namespace Streaming.TestSupport;

/// <summary>
/// Ends servers whose test process went without stopping them, were it by SIGKILL: a shell of its own holds the other end
/// of a pipe that the system closes with this process, and then kills the process groups that are left.
/// </summary>
internal static class ServerWatch
{
    // Reparented at once, so that killing the test process's tree leaves it; Ctrl+C is not for it.
    private const string Script =
        """
        exec 3<&0
        {
          trap '' INT TERM HUP
          pids=' '
          while read -r what pid; do
            case $what in
              +) pids="$pids$pid " ;;
              -) pids=${pids/ $pid / } ;;
            esac
          done
          for pid in $pids; do kill -9 -- "-$pid"; done
        } <&3 3<&- >/dev/null 2>&1 &
        """;

    private static readonly Lock s_lock = new();
    private static Process? s_shell;

    public static void Started(int pid) => Tell('+', pid);

    public static void Stopped(int pid) => Tell('-', pid);

    private static void Tell(char what, int pid)
    {
        lock (s_lock)
        {
            s_shell ??= Process.Start(new ProcessStartInfo("bash", ["-c", Script]) { RedirectStandardInput = true })!;
            s_shell.StandardInput.Write(string.Create(CultureInfo.InvariantCulture, $"{what} {pid}\n"));
            s_shell.StandardInput.Flush();
        }
    }
}
