using Superpower;
using Superpower.Model;

namespace Streaming;

/// <summary>Cuts SQL text into tokens; comments and blanks are dropped.</summary>
/// <remarks><c>&gt;</c> stands alone always, so that <c>array&lt;array&lt;int&gt;&gt;</c> reads like a shift does: the grammar joins it.</remarks>
internal sealed class SqlTokenizer : Tokenizer<SqlTokenKind>
{
    // Longest first.
    private static readonly string[] Symbols = ["<=>", "->", "=>", "<=", ">=", "<>", "!=", "!<", "!>", "==", "||", "::", ":=", .. "+-*/%=<>()[]{},.:;&|^~!?@".Select(c => c.ToString())];

    protected override IEnumerable<Result<SqlTokenKind>> Tokenize(TextSpan span)
    {
        string text = span.ToStringValue();
        var rest = span;
        int at = 0;
        bool afterName = false;
        while (true)
        {
            int start = SkipBlank(text, at);
            if (start < 0)
            {
                rest = rest.Skip(text.IndexOf("/*", at, StringComparison.Ordinal) - at);
                yield return Result.Empty<SqlTokenKind>(rest, "unclosed comment");
                yield break;
            }

            rest = rest.Skip(start - at);
            at = start;
            if (at >= text.Length)
            {
                yield break;
            }

            var (kind, end) = Next(text, at, afterName);
            if (end < 0)
            {
                yield return Result.Empty<SqlTokenKind>(rest, "unknown character");
                yield break;
            }

            var next = rest.Skip(end - at);
            yield return Result.Value(kind, rest, next);
            afterName = kind is SqlTokenKind.Word or SqlTokenKind.QuotedName || (kind == SqlTokenKind.Symbol && text[at] is ')' or ']');
            rest = next;
            at = end;
        }
    }

    private static bool IsWord(char c) => char.IsLetterOrDigit(c) || c == '_';

    private static (SqlTokenKind Kind, int End) Next(string text, int at, bool afterName)
    {
        char c = text[at];
        if (c is '\'' or '"')
        {
            return (SqlTokenKind.Text, EndOfText(text, at, isRaw: false));
        }

        if (c is 'r' or 'R' && at + 1 < text.Length && text[at + 1] is '\'' or '"')
        {
            return (SqlTokenKind.Text, EndOfText(text, at + 1, isRaw: true));
        }

        if (c == '`')
        {
            return (SqlTokenKind.QuotedName, EndOfName(text, at));
        }

        bool isPointed = c == '.' && !afterName && at + 1 < text.Length && char.IsAsciiDigit(text[at + 1]);
        if (char.IsAsciiDigit(c) || isPointed)
        {
            return Number(text, at);
        }

        if (IsWord(c))
        {
            return (SqlTokenKind.Word, EndOfWord(text, at));
        }

        foreach (string symbol in Symbols)
        {
            if (string.CompareOrdinal(text, at, symbol, 0, symbol.Length) == 0)
            {
                return (SqlTokenKind.Symbol, at + symbol.Length);
            }
        }

        return (SqlTokenKind.Symbol, -1);
    }

    private static int EndOfWord(string text, int at)
    {
        while (at < text.Length && IsWord(text[at]))
        {
            at++;
        }

        return at;
    }

    private static (SqlTokenKind Kind, int End) Number(string text, int start)
    {
        int at = Digits(text, start);
        bool isPlain = true;
        if (at < text.Length && text[at] == '.')
        {
            isPlain = false;
            at = Digits(text, at + 1);
        }

        if (at < text.Length && text[at] is 'e' or 'E')
        {
            int exponent = at + 1 < text.Length && text[at + 1] is '+' or '-' ? at + 2 : at + 1;
            int end = Digits(text, exponent);
            at = end > exponent ? end : at;
        }

        if (at + 1 < text.Length && text[at] is 'b' or 'B' && text[at + 1] is 'd' or 'D')
        {
            at += 2;
        }
        else if (at < text.Length && (text[at] is 'd' or 'D' or 'f' or 'F' || (isPlain && text[at] is 'l' or 'L' or 's' or 'S' or 'y' or 'Y')))
        {
            at++;
        }

        // 12ab is a name in Spark's SQL.
        return isPlain && at < text.Length && IsWord(text[at]) ? (SqlTokenKind.Word, EndOfWord(text, at)) : (SqlTokenKind.Number, at);
    }

    private static int Digits(string text, int at)
    {
        while (at < text.Length && char.IsAsciiDigit(text[at]))
        {
            at++;
        }

        return at;
    }

    private static int EndOfText(string text, int at, bool isRaw)
    {
        char quote = text[at];
        for (int i = at + 1; i < text.Length; i++)
        {
            if (text[i] == '\\' && !isRaw)
            {
                i++;
            }
            else if (text[i] == quote)
            {
                if (isRaw || i + 1 >= text.Length || text[i + 1] != quote)
                {
                    return i + 1;
                }

                i++;
            }
        }

        return -1;
    }

    private static int EndOfName(string text, int at)
    {
        for (int i = at + 1; i < text.Length; i++)
        {
            if (text[i] == '`')
            {
                if (i + 1 >= text.Length || text[i + 1] != '`')
                {
                    return i + 1;
                }

                i++;
            }
        }

        return -1;
    }

    // -1 for a comment without end.
    private static int SkipBlank(string text, int at)
    {
        while (at < text.Length)
        {
            if (char.IsWhiteSpace(text[at]))
            {
                at++;
            }
            else if (string.CompareOrdinal(text, at, "--", 0, 2) == 0)
            {
                int end = text.IndexOf('\n', at);
                at = end < 0 ? text.Length : end + 1;
            }
            else if (string.CompareOrdinal(text, at, "/*", 0, 2) == 0)
            {
                at = EndOfComment(text, at);
                if (at < 0)
                {
                    return -1;
                }
            }
            else
            {
                break;
            }
        }

        return at;
    }

    private static int EndOfComment(string text, int at)
    {
        int depth = 0;
        for (int i = at; i + 1 < text.Length; i++)
        {
            if (text[i] == '/' && text[i + 1] == '*')
            {
                depth++;
                i++;
            }
            else if (text[i] == '*' && text[i + 1] == '/')
            {
                i++;
                if (--depth == 0)
                {
                    return i + 1;
                }
            }
        }

        return -1;
    }
}
