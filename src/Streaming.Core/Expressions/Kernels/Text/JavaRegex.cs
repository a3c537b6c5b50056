using System.Text;
using System.Text.RegularExpressions;

namespace Streaming;

/// <summary>Turns Java's regular expressions, which Spark takes, into .NET's.</summary>
internal static class JavaRegex
{
    private const string Digit = "0-9";
    private const string Word = "a-zA-Z0-9_";
    private const string Space = @" \t\n\x0B\f\r";

    private static readonly Dictionary<string, string> Properties = new(StringComparer.Ordinal)
    {
        ["Lower"] = "a-z",
        ["Upper"] = "A-Z",
        ["ASCII"] = @"\x00-\x7F",
        ["Alpha"] = "a-zA-Z",
        ["Digit"] = Digit,
        ["Alnum"] = "a-zA-Z0-9",
        ["Punct"] = @"!-/:-@\[-`{-~",
        ["Graph"] = "!-~",
        ["Print"] = " -~",
        ["Blank"] = @" \t",
        ["Cntrl"] = @"\x00-\x1F\x7F",
        ["XDigit"] = "0-9a-fA-F",
        ["Space"] = Space,
        ["javaLowerCase"] = @"\p{Ll}",
        ["javaUpperCase"] = @"\p{Lu}",
        ["IsAlphabetic"] = @"\p{L}\p{Nl}",
        ["IsLetter"] = @"\p{L}",
        ["IsDigit"] = @"\p{Nd}",
        ["IsLatin"] = @"A-Za-z\u00AA\u00BA\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u02B8\u1E00-\u1EFF",
    };

    public static Regex Compile(string pattern) => new(Translate(pattern), RegexOptions.CultureInvariant);

    public static string Translate(string pattern)
    {
        var result = new StringBuilder(pattern.Length + 16);
        bool dotAll = pattern.Contains("(?s", StringComparison.Ordinal) || pattern.Contains("(?is", StringComparison.Ordinal) || pattern.Contains("(?ms", StringComparison.Ordinal);
        int atomStart = 0;
        var groups = new Stack<int>();
        for (int i = 0; i < pattern.Length; i++)
        {
            char c = pattern[i];
            switch (c)
            {
                case '\\':
                    atomStart = result.Length;
                    Escape(pattern, ref i, result, inClass: false);
                    break;
                case '[':
                    atomStart = result.Length;
                    Class(pattern, ref i, result);
                    break;
                case '.' when !dotAll:
                    atomStart = result.Length;

                    // A dot is a whole character, of which .NET sees two halves; a repeated dot need not care.
                    bool isRepeated = i + 1 < pattern.Length && pattern[i + 1] is '*' or '+';
                    result.Append(isRepeated ? @"[^\n\r\u0085\u2028\u2029]" : @"(?:[\uD800-\uDBFF][\uDC00-\uDFFF]|[^\n\r\u0085\u2028\u2029])");
                    break;
                case '(':
                    groups.Push(result.Length);
                    result.Append(c);
                    break;
                case ')':
                    atomStart = groups.Count > 0 ? groups.Pop() : result.Length;
                    result.Append(c);
                    break;
                case '*' or '+' or '?' or '}':
                    result.Append(c);
                    if (i + 1 < pattern.Length && pattern[i + 1] == '+' && (i == 0 || pattern[i - 1] != '('))
                    {
                        // Possessive: .NET writes it as an atomic group.
                        i++;
                        result.Insert(atomStart, "(?>").Append(')');
                    }

                    break;
                case '{':
                    result.Append(c);
                    break;
                default:
                    atomStart = result.Length;
                    result.Append(c);
                    break;
            }
        }

        return result.ToString();
    }

    /// <summary>Java's replacement text ($1, ${name}, \x) applied to a match.</summary>
    public static void AppendReplacement(StringBuilder target, Match match, string replacement)
    {
        for (int i = 0; i < replacement.Length; i++)
        {
            char c = replacement[i];
            if (c == '\\')
            {
                if (++i == replacement.Length)
                {
                    throw new ArgumentException("character to be escaped is missing");
                }

                target.Append(replacement[i]);
            }
            else if (c != '$')
            {
                target.Append(c);
            }
            else if (i + 1 < replacement.Length && replacement[i + 1] == '{')
            {
                int end = replacement.IndexOf('}', i);
                var group = end < 0 ? null : match.Groups[replacement[(i + 2)..end]];
                target.Append((group ?? throw new ArgumentException("no such group")).ValueSpan);
                i = end;
            }
            else
            {
                int number = i + 1 < replacement.Length && char.IsAsciiDigit(replacement[i + 1]) ? replacement[++i] - '0' : -1;
                if (number < 0 || number >= match.Groups.Count)
                {
                    throw new ArgumentException($"No group {number}");
                }

                while (i + 1 < replacement.Length && char.IsAsciiDigit(replacement[i + 1]) && (number * 10) + (replacement[i + 1] - '0') < match.Groups.Count)
                {
                    number = (number * 10) + (replacement[++i] - '0');
                }

                target.Append(match.Groups[number].ValueSpan);
            }
        }
    }

    private static void Escape(string pattern, ref int i, StringBuilder result, bool inClass)
    {
        if (++i == pattern.Length)
        {
            throw new ArgumentException("The pattern ends with a backslash.");
        }

        char c = pattern[i];
        string? set = c switch
        {
            'd' => Digit,
            'w' => Word,
            's' => Space,
            'h' => @" \t\u00A0\u1680\u180E\u2000-\u200A\u202F\u205F\u3000",
            'v' => @"\n\x0B\f\r\u0085\u2028\u2029",
            _ => null,
        };
        if (set is not null)
        {
            result.Append(inClass ? set : $"[{set}]");
            return;
        }

        switch (c)
        {
            case 'D' when !inClass:
                result.Append("[^0-9]");
                break;
            case 'W' when !inClass:
                result.Append("[^a-zA-Z0-9_]");
                break;
            case 'S' when !inClass:
                result.Append($"[^{Space}]");
                break;
            case 'H' when !inClass:
                result.Append(@"[^ \t\u00A0\u1680\u180E\u2000-\u200A\u202F\u205F\u3000]");
                break;
            case 'R':
                result.Append(@"(?:\r\n|[\n\x0B\f\r\u0085\u2028\u2029])");
                break;
            case 'Q':
                int end = pattern.IndexOf("\\E", i, StringComparison.Ordinal);
                string quoted = end < 0 ? pattern[(i + 1)..] : pattern[(i + 1)..end];
                result.Append(Regex.Escape(quoted));
                i = end < 0 ? pattern.Length - 1 : end + 1;
                break;
            case 'p' or 'P' when i + 1 < pattern.Length:
                int close = pattern[i + 1] == '{' ? pattern.IndexOf('}', i) : i + 1;
                string name = pattern[i + 1] == '{' && close > 0 ? pattern[(i + 2)..close] : pattern[i + 1].ToString();
                if (Properties.TryGetValue(name, out string? members))
                {
                    result.Append(inClass && c == 'p' ? members : c == 'p' ? $"[{members}]" : $"[^{members}]");
                }
                else
                {
                    result.Append('\\').Append(c).Append('{').Append(name.StartsWith("Is", StringComparison.Ordinal) ? name[2..] : name).Append('}');
                }

                i = close;
                break;
            case 'x' when i + 1 < pattern.Length && pattern[i + 1] == '{':
                int stop = pattern.IndexOf('}', i);
                result.Append(Regex.Escape(char.ConvertFromUtf32(Convert.ToInt32(pattern[(i + 2)..stop], 16))));
                i = stop;
                break;
            case '0' when i + 1 < pattern.Length:
                int digits = 0;
                int value = 0;
                while (digits < 3 && i + 1 < pattern.Length && pattern[i + 1] is >= '0' and <= '7')
                {
                    value = (value * 8) + (pattern[++i] - '0');
                    digits++;
                }

                result.Append($"\\u{value:X4}");
                break;
            default:
                result.Append('\\').Append(c);
                break;
        }
    }

    private static void Class(string pattern, ref int i, StringBuilder result)
    {
        result.Append('[');
        i++;
        if (i < pattern.Length && pattern[i] == '^')
        {
            result.Append('^');
            i++;
        }

        bool isFirst = true;
        for (; i < pattern.Length; i++, isFirst = false)
        {
            char c = pattern[i];
            if (c == ']' && !isFirst)
            {
                result.Append(']');
                return;
            }

            if (c == '\\')
            {
                Escape(pattern, ref i, result, inClass: true);
            }
            else if (c == '&' && string.CompareOrdinal(pattern, i, "&&[^", 0, 4) == 0)
            {
                // Intersection with a complement is a difference.
                result.Append("-[");
                for (i += 4; i < pattern.Length && pattern[i] != ']'; i++)
                {
                    if (pattern[i] == '\\')
                    {
                        Escape(pattern, ref i, result, inClass: true);
                    }
                    else
                    {
                        result.Append(pattern[i]);
                    }
                }

                result.Append(']');
            }
            else if (c == '[')
            {
                // A union: the members of the inner class belong to the outer one.
                for (i++; i < pattern.Length && pattern[i] != ']'; i++)
                {
                    if (pattern[i] == '\\')
                    {
                        Escape(pattern, ref i, result, inClass: true);
                    }
                    else
                    {
                        result.Append(pattern[i]);
                    }
                }
            }
            else
            {
                result.Append(c);
            }
        }

        throw new ArgumentException("A character class does not end.");
    }
}
