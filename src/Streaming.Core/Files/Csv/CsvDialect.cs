using System.Text;

namespace Streaming;

/// <summary>How fields are told apart in CSV text.</summary>
internal sealed record CsvDialect
{
    public required byte[] Delimiter { get; init; }

    /// <summary>0 for none.</summary>
    public required byte Quote { get; init; }

    /// <summary>What a quote inside of quotes has before it; 0 for none.</summary>
    public required byte Escape { get; init; }

    /// <summary>What an escape inside of quotes has before it; 0 for none.</summary>
    public required byte EscapeOfEscape { get; init; }

    /// <summary>What lines that do not count begin with; 0 for none.</summary>
    public required byte Comment { get; init; }

    public required bool TrimsLeft { get; init; }

    public required bool TrimsRight { get; init; }

    public static CsvDialect FromOptions(StreamOptions options, bool isReading)
    {
        byte quote = Character(options, "quote", (byte)'"');
        byte escape = Character(options, "escape", (byte)'\\');
        string? other = options.Get("delimiter");
        if (options.Get("unescapedQuoteHandling") is { } handling && handling != "STOP_AT_DELIMITER")
        {
            throw StreamOptions.Invalid("unescapedQuoteHandling", handling, "STOP_AT_DELIMITER");
        }

        return new CsvDialect
        {
            Delimiter = Encoding.UTF8.GetBytes(Delimit(options.Get("sep") ?? other ?? ",")),
            Quote = quote,
            Escape = escape,
            EscapeOfEscape = options.Get("charToEscapeQuoteEscaping") is not null ? Character(options, "charToEscapeQuoteEscaping", 0) : quote == escape ? (byte)0 : escape,
            Comment = Character(options, "comment", 0),
            TrimsLeft = FormatOptions.Flag(options, "ignoreLeadingWhiteSpace", !isReading),
            TrimsRight = FormatOptions.Flag(options, "ignoreTrailingWhiteSpace", !isReading),
        };
    }

    private static byte Character(StreamOptions options, string name, byte defaultValue)
    {
        string? text = options.Get(name);
        return text switch
        {
            null => defaultValue,
            "" or "\0" => 0,
            { Length: > 1 } => throw new StreamingException(
                "OPTION_VALUE_EXCEEDS_ONE_CHARACTER", $"[OPTION_VALUE_EXCEEDS_ONE_CHARACTER] The value of {name} cannot be more than one character, but got {text}. SQLSTATE: 22023") { SqlState = "22023" },
            _ when text[0] > 127 => throw StreamOptions.Invalid(name, text, "one ASCII character"),
            _ => (byte)text[0],
        };
    }

    // Escapes such as \t may be written out.
    private static string Delimit(string text)
    {
        if (text.Length == 0)
        {
            throw FormatOptions.Refused("sep", "Delimiter cannot be empty");
        }

        var result = new StringBuilder();
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\')
            {
                result.Append(text[i]);
                continue;
            }

            if (++i == text.Length)
            {
                throw new StreamingException("INVALID_DELIMITER_VALUE.SINGLE_BACKSLASH", "[INVALID_DELIMITER_VALUE.SINGLE_BACKSLASH] Invalid value for delimiter. Single backslash is prohibited. It has special meaning as beginning of an escape sequence. To get the backslash character, pass a string with two backslashes as the delimiter. SQLSTATE: 42602") { SqlState = "42602" };
            }

            result.Append(text[i] switch
            {
                't' => '\t',
                'r' => '\r',
                'n' => '\n',
                'b' => '\b',
                'f' => '\f',
                '0' => '\0',
                'u' when text[i..] == "u0000" => '\0',
                '"' or '\'' or '\\' => text[i],
                _ => throw new StreamingException("INVALID_DELIMITER_VALUE.UNSUPPORTED_SPECIAL_CHARACTER", $"[INVALID_DELIMITER_VALUE.UNSUPPORTED_SPECIAL_CHARACTER] Invalid value for delimiter. Unsupported special character for delimiter: {text}. SQLSTATE: 42602") { SqlState = "42602" },
            });
            if (text[i] == 'u')
            {
                break;
            }
        }

        return result.ToString();
    }
}
