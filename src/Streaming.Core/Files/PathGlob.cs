using System.Text;
using System.Text.RegularExpressions;

namespace Streaming;

/// <summary>Patterns of paths: <c>*</c>, <c>?</c>, <c>[a-c]</c>, <c>{a,b}</c>.</summary>
internal static class PathGlob
{
    private static readonly char[] Special = ['*', '?', '[', '{'];

    public static bool IsPattern(string path) => path.IndexOfAny(Special) >= 0;

    /// <summary>The files and folders that a pattern names, in order; the path itself where it is no pattern and exists.</summary>
    public static IReadOnlyList<string> Expand(string path)
    {
        if (!IsPattern(path))
        {
            return File.Exists(path) || Directory.Exists(path) ? [path] : [];
        }

        string[] parts = path.Replace('\\', '/').Split('/', StringSplitOptions.RemoveEmptyEntries);
        string root = System.IO.Path.GetPathRoot(path) is { Length: > 0 } given ? given : "";
        int first = root.Length > 0 && !root.StartsWith('/') ? 1 : 0; // a drive is the first part
        var found = new List<string> { root };
        for (int i = first; i < parts.Length; i++)
        {
            bool isLast = i == parts.Length - 1;
            found = [.. found.SelectMany(folder => Step(folder, parts[i], isLast))];
        }

        return found;
    }

    /// <summary>Whether a name fits a pattern.</summary>
    public static Func<string, bool> Matcher(string pattern)
    {
        var regex = new Regex(ToRegex(pattern), RegexOptions.CultureInvariant);
        return name => regex.IsMatch(name);
    }

    private static IEnumerable<string> Step(string folder, string part, bool isLast)
    {
        if (!IsPattern(part))
        {
            string path = System.IO.Path.Combine(folder, part);
            return Directory.Exists(path) || (isLast && File.Exists(path)) ? [path] : [];
        }

        if (!Directory.Exists(folder.Length == 0 ? "." : folder))
        {
            return [];
        }

        var matches = Matcher(part);
        return Directory.EnumerateFileSystemEntries(folder.Length == 0 ? "." : folder)
            .Where(entry => matches(System.IO.Path.GetFileName(entry)) && !FileListing.IsHidden(System.IO.Path.GetFileName(entry)) && (isLast || Directory.Exists(entry)))
            .Order(StringComparer.Ordinal);
    }

    private static string ToRegex(string pattern)
    {
        var text = new StringBuilder("^");
        int braces = 0;
        for (int i = 0; i < pattern.Length; i++)
        {
            char c = pattern[i];
            switch (c)
            {
                case '*':
                    text.Append(".*");
                    break;
                case '?':
                    text.Append('.');
                    break;
                case '{':
                    braces++;
                    text.Append("(?:");
                    break;
                case '}' when braces > 0:
                    braces--;
                    text.Append(')');
                    break;
                case ',' when braces > 0:
                    text.Append('|');
                    break;
                case '[' when pattern.IndexOf(']', i + 1) is > 0 and var end:
                    text.Append('[').Append(pattern[i + 1] is '!' or '^' ? "^" : "")
                        .Append(pattern.AsSpan((pattern[i + 1] is '!' or '^' ? i + 2 : i + 1)..end)).Append(']');
                    i = end;
                    break;
                case '\\' when i + 1 < pattern.Length:
                    text.Append(Regex.Escape(pattern[++i].ToString()));
                    break;
                default:
                    text.Append(Regex.Escape(c.ToString()));
                    break;
            }
        }

        return text.Append('$').ToString();
    }
}
