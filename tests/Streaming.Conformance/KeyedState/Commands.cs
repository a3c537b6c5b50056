using System.Globalization;

namespace Streaming.Conformance;

/// <summary>Takes the recorded commands apart.</summary>
internal static class Commands
{
    public static IEnumerable<(string Name, string Argument)> Of(string? text)
    {
        foreach (string command in (text ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            int space = command.IndexOf(' ', StringComparison.Ordinal);
            yield return space < 0 ? (command, "") : (command[..space], command[(space + 1)..]);
        }
    }

    /// <summary>Milliseconds of <c>5s</c> or <c>1.5s</c>.</summary>
    public static long Milliseconds(string argument) => (long)(decimal.Parse(argument.TrimEnd('s'), CultureInfo.InvariantCulture) * 1000);

    public static string Truth(bool value) => value ? "true" : "false";
}
