using System.Text;

namespace Streaming;

/// <summary>A LIKE pattern over UTF-8: <c>%</c> any text, <c>_</c> one code point.</summary>
internal sealed class LikePattern
{
    private readonly byte[] _symbols;
    private readonly Kind[] _kinds;

    private LikePattern(byte[] symbols, Kind[] kinds)
    {
        _symbols = symbols;
        _kinds = kinds;
    }

    private enum Kind : byte
    {
        Literal,
        One,
        Any,
    }

    public static LikePattern Parse(ReadOnlySpan<byte> pattern, char escape, string text)
    {
        var symbols = new List<byte>(pattern.Length);
        var kinds = new List<Kind>(pattern.Length);
        for (int i = 0; i < pattern.Length; i++)
        {
            byte value = pattern[i];
            if (value == escape)
            {
                if (++i == pattern.Length)
                {
                    throw FunctionErrors.Of("INVALID_FORMAT.ESC_AT_THE_END", "42601", $"The format is invalid: '{text.Replace("\\", "\\\\", StringComparison.Ordinal)}'. The escape character is not allowed to end with.");
                }

                if (pattern[i] != '%' && pattern[i] != '_' && pattern[i] != escape)
                {
                    Rune.DecodeFromUtf8(pattern[i..], out var rune, out _);
                    throw FunctionErrors.Of("INVALID_FORMAT.ESC_IN_THE_MIDDLE", "42601", $"The format is invalid: '{text.Replace("\\", "\\\\", StringComparison.Ordinal)}'. The escape character is not allowed to precede '{rune}'.");
                }

                symbols.Add(pattern[i]);
                kinds.Add(Kind.Literal);
            }
            else
            {
                symbols.Add(value);
                kinds.Add(value == '%' ? Kind.Any : value == '_' ? Kind.One : Kind.Literal);
            }
        }

        return new([.. symbols], [.. kinds]);
    }

    public bool IsMatch(ReadOnlySpan<byte> text)
    {
        int position = 0;
        int symbol = 0;
        int retrySymbol = -1;
        int retryPosition = 0;
        while (true)
        {
            if (symbol < _symbols.Length && _kinds[symbol] == Kind.Any)
            {
                retrySymbol = ++symbol;
                retryPosition = position;
                continue;
            }

            if (position == text.Length && symbol == _symbols.Length)
            {
                return true;
            }

            if (position < text.Length && symbol < _symbols.Length && (_kinds[symbol] == Kind.One || _symbols[symbol] == text[position]))
            {
                position = Math.Min(text.Length, position + (_kinds[symbol] == Kind.One ? Utf8Text.Size(text[position]) : 1));
                symbol++;
                continue;
            }

            if (retrySymbol < 0 || retryPosition >= text.Length)
            {
                return false;
            }

            // The last % takes one more byte.
            position = ++retryPosition;
            symbol = retrySymbol;
        }
    }
}
