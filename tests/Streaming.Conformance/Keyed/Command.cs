using System.Globalization;

namespace Streaming.Conformance;

/// <summary>A command of the interpreters: a name, and what stands behind it.</summary>
internal readonly record struct Command(string Name, string Argument)
{
    /// <summary>The argument as a time in milliseconds: <c>5s</c>, <c>500ms</c>.</summary>
    public long Milliseconds
    {
        get
        {
            bool isMilli = Argument.EndsWith("ms", StringComparison.Ordinal);
            string number = isMilli ? Argument[..^2] : Argument.TrimEnd('s');
            return (long)(decimal.Parse(number, CultureInfo.InvariantCulture) * (isMilli ? 1 : 1000));
        }
    }

    public static IEnumerable<Command> Parse(string? text)
    {
        foreach (string part in (text ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            int space = part.IndexOf(' ', StringComparison.Ordinal);
            yield return space < 0 ? new Command(part, "") : new Command(part[..space], part[(space + 1)..]);
        }
    }

    public static string Text(bool value) => value ? "true" : "false";

    public static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
}
