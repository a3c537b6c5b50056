using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using P = Streaming.Parameter;

namespace Streaming;

/// <summary>LIKE and regular expressions, which are Java's.</summary>
internal static class RegexFunctions
{
    private const string Category = "string";

    public static IEnumerable<FunctionDefinition> All =>
    [
        Scalar.Bind(Category, "like", "Whether a text matches a pattern with % and _.", 2, 3, call => Like(call, ignoreCase: false)),
        Scalar.Bind(Category, "ilike", "As like, without regard to case.", 2, 3, call => Like(call, ignoreCase: true)),
        Define("rlike,regexp,regexp_like", "Whether a regular expression is found in a text.", [P.String, P.String], DataTypes.Boolean, (f, row) => f.Return(row, Find(f, row, "rlike").IsMatch(f.Chars(0, row)))),
        Define("regexp_replace", "Matches of a regular expression replaced.", [P.String, P.String, P.String, P.Int], DataTypes.String, Replace, least: 3),
        Define("regexp_extract", "A group of the first match, '' without a match.", [P.String, P.String, P.Int], DataTypes.String, Extract, least: 2),
        Define("regexp_extract_all", "A group of all matches.", [P.String, P.String, P.Int], new ArrayType(DataTypes.String, true), ExtractAll, least: 2),
        Define("regexp_count", "Number of matches.", [P.String, P.String], DataTypes.Integer, (f, row) => f.Return(row, Find(f, row, "regexp_count").Count(f.Chars(0, row)))),
        Define("regexp_instr", "1-based position of the first match, 0 without one.", [P.String, P.String, P.Int], DataTypes.Integer, Instr, least: 2),
        Define("regexp_substr", "The first match, NULL without one.", [P.String, P.String], DataTypes.String, Substr, nullable: true),
        Define("split", "Parts of a text between matches of a regular expression.", [P.String, P.String, P.Int], new ArrayType(DataTypes.String, false), Split, least: 2),
    ];

    private static FunctionDefinition Define(string names, string summary, Parameter[] parameters, DataType result, RowFunction function, int least = -1, bool nullable = false) =>
        Scalar.Define(Category, names, summary, parameters, result, function, least, nullable: nullable);

    /// <summary>The compiled pattern of a row; the last ones are kept, so that a constant is compiled once.</summary>
    private static Regex Find(CallFrame f, int row, string function) => f.KeptState<Patterns>().Find(f.Bytes(1, row), function);

    private static ScalarCall Like(FunctionCall call, bool ignoreCase)
    {
        var arguments = Scalar.Convert(call, P.String);
        char escape = '\\';
        if (arguments.Length > 2)
        {
            string? text = Scalar.ConstantText(call, 2, "escape");
            escape = text is { Length: 1 } ? text[0] : throw FunctionErrors.Of("INVALID_ESCAPE_CHAR", "42K0F", $"`EscapeChar` should be a string literal of length one, but got \"{text}\".");
        }

        return new ScalarCall(DataTypes.Boolean, arguments[0].Nullable || arguments[1].Nullable, (f, row) =>
        {
            var patterns = f.KeptState<LikePatterns>();
            if (!ignoreCase)
            {
                f.Return(row, patterns.Find(f.Bytes(1, row), escape, false).IsMatch(f.Bytes(0, row)));
                return;
            }

            var text = f.Bytes(0, row);
            var pattern = patterns.Find(f.Bytes(1, row), escape, true);
            f.Return(row, pattern.IsMatch(System.Text.Ascii.IsValid(text) ? patterns.Lower(text) : Encoding.UTF8.GetBytes(Utf8Text.LowerText(f.Text(0, row)))));
        }, true, arguments[..2]);
    }

    private static void Replace(CallFrame f, int row)
    {
        var regex = Find(f, row, "regexp_replace");
        int position = f.Count > 3 ? f.Int(3, row) : 1;
        string text = f.Text(0, row);
        string replacement = f.Text(2, row);
        if (position < 1)
        {
            throw FunctionErrors.Of("INVALID_PARAMETER_VALUE.POSITION", "22023", $"The value of parameter(s) `pos` in `regexp_replace` is invalid: Expects a positive integer, but got {position}.");
        }

        int start = position - 1;
        if (start >= text.Length && start > 0)
        {
            f.ReturnArgument(row, 0);
            return;
        }

        var match = regex.Match(text, start);
        if (!match.Success)
        {
            f.ReturnArgument(row, 0);
            return;
        }

        var result = new StringBuilder(text.Length + 16);
        int last = 0;
        try
        {
            for (; match.Success; match = match.NextMatch())
            {
                result.Append(text, last, match.Index - last);
                JavaRegex.AppendReplacement(result, match, replacement);
                last = match.Index + match.Length;
            }
        }
        catch (ArgumentException e)
        {
            throw new StreamingException("INVALID_REGEXP_REPLACE", $"[INVALID_REGEXP_REPLACE] Could not perform regexp_replace for source = \"{text}\", pattern = \"{f.Text(1, row)}\", replacement = \"{replacement}\" and position = {position}. SQLSTATE: 22023", e) { SqlState = "22023" };
        }

        result.Append(text, last, text.Length - last);
        f.Return(row, result.ToString());
    }

    private static int Group(CallFrame f, int row, Regex regex, string function)
    {
        int group = f.Count > 2 ? f.Int(2, row) : 1;
        int groups = regex.GetGroupNumbers().Length - 1;
        if (group < 0 || group > groups)
        {
            throw FunctionErrors.InvalidParameter("REGEX_GROUP_INDEX", "`idx`", function, $"Expects group index between 0 and {groups}, but got {group}.");
        }

        return group;
    }

    private static void Extract(CallFrame f, int row)
    {
        var regex = Find(f, row, "regexp_extract");
        var match = regex.Match(f.Text(0, row));
        if (!match.Success)
        {
            f.Return(row, "");
            return;
        }

        f.Return(row, match.Groups[Group(f, row, regex, "regexp_extract")].Value);
    }

    private static void ExtractAll(CallFrame f, int row)
    {
        var regex = Find(f, row, "regexp_extract_all");
        var result = (ArrayVector)f.Result;
        var elements = (BytesVector)result.Elements;
        int start = elements.Count;
        for (var match = regex.Match(f.Text(0, row)); match.Success; match = match.NextMatch())
        {
            elements.AppendCopy(Encoding.UTF8.GetBytes(match.Groups[Group(f, row, regex, "regexp_extract_all")].Value));
        }

        result.AppendRow(start, elements.Count - start);
    }

    private static void Instr(CallFrame f, int row)
    {
        string text = f.Text(0, row);
        var match = Find(f, row, "regexp_instr").Match(text);
        f.Return(row, match.Success ? match.Index + 1 : 0);
    }

    private static void Substr(CallFrame f, int row)
    {
        var match = Find(f, row, "regexp_substr").Match(f.Text(0, row));
        f.Return(row, match.Success ? match.Value : null);
    }

    private static void Split(CallFrame f, int row)
    {
        var result = (ArrayVector)f.Result;
        var elements = (BytesVector)result.Elements;
        var text = f.Bytes(0, row);
        var pattern = f.Bytes(1, row);
        int limit = f.Count > 2 ? f.Int(2, row) : -1;
        int start = elements.Count;
        if (pattern.Length == 0)
        {
            // Between characters; a limit cuts the rest off.
            int parts = 0;
            do
            {
                int size = Math.Min(text.Length, text.Length == 0 ? 0 : Utf8Text.Size(text[0]));
                elements.AppendCopy(text[..size]);
                text = text[size..];
                parts++;
            }
            while (text.Length > 0 && (limit <= 0 || parts < limit));
        }
        else if (pattern.Length == 1 && ".$|()[{^?*+\\"u8.IndexOf(pattern[0]) < 0)
        {
            int parts = 1;
            int next;
            while ((limit <= 0 || parts < limit) && (next = text.IndexOf(pattern)) >= 0)
            {
                elements.AppendCopy(text[..next]);
                text = text[(next + 1)..];
                parts++;
            }

            elements.AppendCopy(text);
        }
        else
        {
            SplitByPattern(f, row, elements, limit);
        }

        result.AppendRow(start, elements.Count - start);
    }

    private static void SplitByPattern(CallFrame f, int row, BytesVector elements, int limit)
    {
        var regex = Find(f, row, "split");
        var chars = f.Chars(0, row);
        int last = 0;
        int parts = 1;
        foreach (var match in regex.EnumerateMatches(chars))
        {
            if (limit > 0 && parts >= limit)
            {
                break;
            }

            // Java leaves out an empty part before an empty match at the start.
            if (match.Index == 0 && match.Length == 0)
            {
                continue;
            }

            Append(elements, chars[last..match.Index]);
            last = match.Index + match.Length;
            parts++;
        }

        Append(elements, chars[last..]);
    }

    private static void Append(BytesVector elements, ReadOnlySpan<char> text)
    {
        byte[] rented = System.Buffers.ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(text.Length));
        elements.AppendCopy(rented.AsSpan(0, Encoding.UTF8.GetBytes(text, rented)));
        System.Buffers.ArrayPool<byte>.Shared.Return(rented);
    }

    private sealed class Patterns
    {
        private byte[]? _lastBytes;
        private Regex? _last;

        public Regex Find(ReadOnlySpan<byte> pattern, string function)
        {
            if (_last is not null && pattern.SequenceEqual(_lastBytes))
            {
                return _last;
            }

            string text = Encoding.UTF8.GetString(pattern);
            try
            {
                _last = JavaRegex.Compile(text);
            }
            catch (ArgumentException e)
            {
                throw new StreamingException("INVALID_PARAMETER_VALUE.PATTERN", $"[INVALID_PARAMETER_VALUE.PATTERN] The value of parameter(s) `regexp` in `{function}` is invalid: '{text}'. SQLSTATE: 22023", e) { SqlState = "22023" };
            }

            _lastBytes = pattern.ToArray();
            return _last;
        }
    }

    private sealed class LikePatterns
    {
        private byte[]? _lastBytes;
        private LikePattern? _last;
        private byte[] _lower = [];

        public LikePattern Find(ReadOnlySpan<byte> pattern, char escape, bool ignoreCase)
        {
            if (_last is not null && pattern.SequenceEqual(_lastBytes))
            {
                return _last;
            }

            string text = Encoding.UTF8.GetString(pattern);
            _last = LikePattern.Parse(ignoreCase ? Encoding.UTF8.GetBytes(Utf8Text.LowerText(text)) : pattern, ignoreCase ? char.ToLowerInvariant(escape) : escape, text);
            _lastBytes = pattern.ToArray();
            return _last;
        }

        public ReadOnlySpan<byte> Lower(ReadOnlySpan<byte> text)
        {
            if (_lower.Length < text.Length)
            {
                _lower = new byte[Math.Max(256, text.Length * 2)];
            }

            System.Text.Ascii.ToLower(text, _lower, out int written);
            return _lower.AsSpan(0, written);
        }
    }
}
