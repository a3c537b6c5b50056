using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace Streaming;

/// <summary>Text operations on UTF-8, counting in code points as Spark does.</summary>
internal static class Utf8Text
{
    /// <summary>Number of code points.</summary>
    public static int Length(ReadOnlySpan<byte> text)
    {
        int count = 0;
        foreach (byte value in text)
        {
            count += (value & 0xC0) != 0x80 ? 1 : 0;
        }

        return count;
    }

    /// <summary>Byte position of a code point; the length where there are fewer.</summary>
    public static int Offset(ReadOnlySpan<byte> text, int codePoints)
    {
        int position = 0;
        while (position < text.Length && codePoints > 0)
        {
            position += Size(text[position]);
            codePoints--;
        }

        return Math.Min(position, text.Length);
    }

    /// <summary>Bytes of the code point that starts with a byte.</summary>
    public static int Size(byte first) => first < 0xC0 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;

    /// <summary>SQL's substring: 1-based, negative from the end, 0 counts as 1.</summary>
    public static Range Substring(ReadOnlySpan<byte> text, int position, int length)
    {
        if (length <= 0)
        {
            return 0..0;
        }

        bool isAscii = Ascii.IsValid(text);
        int count = position < 0 ? isAscii ? text.Length : Length(text) : 0;
        long start = position > 0 ? position - 1 : position < 0 ? count + (long)position : 0;
        int end = (int)Math.Clamp(start + length, 0, int.MaxValue);
        int first = (int)Math.Max(start, 0);
        if (end <= first)
        {
            return 0..0;
        }

        if (isAscii)
        {
            return first >= text.Length ? 0..0 : first..Math.Min(end, text.Length);
        }

        int from = Offset(text, first);
        return from..(from + Offset(text[from..], end - first));
    }

    /// <summary>The same on bytes.</summary>
    public static Range SubstringOfBytes(int size, int position, int length)
    {
        long start = position > 0 ? position - 1 : position < 0 ? size + (long)position : 0;
        long end = Math.Min(size, start + length);
        start = Math.Max(start, 0);
        return end <= start ? 0..0 : (int)start..(int)end;
    }

    public static void Upper(CallFrame frame, int row)
    {
        var text = frame.Bytes(0, row);
        if (Ascii.IsValid(text))
        {
            Ascii.ToUpper(text, frame.Reserve(text.Length), out int written);
            frame.Commit(row, written);
            return;
        }

        frame.Return(row, UpperText(frame.Text(0, row)));
    }

    public static void Lower(CallFrame frame, int row)
    {
        var text = frame.Bytes(0, row);
        if (Ascii.IsValid(text))
        {
            Ascii.ToLower(text, frame.Reserve(text.Length), out int written);
            frame.Commit(row, written);
            return;
        }

        frame.Return(row, LowerText(frame.Text(0, row)));
    }

    /// <summary>Upper case with the letters that become two.</summary>
    public static string UpperText(string text) => text.ToUpperInvariant()
        .Replace("ß", "SS", StringComparison.Ordinal).Replace("ŉ", "ʼN", StringComparison.Ordinal)
        .Replace("ﬀ", "FF", StringComparison.Ordinal).Replace("ﬁ", "FI", StringComparison.Ordinal).Replace("ﬂ", "FL", StringComparison.Ordinal)
        .Replace("ﬃ", "FFI", StringComparison.Ordinal).Replace("ﬄ", "FFL", StringComparison.Ordinal).Replace("ﬅ", "ST", StringComparison.Ordinal);

    /// <summary>Lower case with the dotted I and the sigma at the end of a word.</summary>
    public static string LowerText(string text)
    {
        string lower = text.Replace("İ", "i̇", StringComparison.Ordinal).ToLowerInvariant();
        if (!lower.Contains('σ', StringComparison.Ordinal))
        {
            return lower;
        }

        return string.Create(lower.Length, (text: lower, original: text), static (target, source) =>
        {
            source.text.CopyTo(target);
            for (int i = 0; i < target.Length; i++)
            {
                bool wasCapital = source.original.Length != source.text.Length || source.original[i] == 'Σ';
                if (target[i] == 'σ' && wasCapital && i > 0 && char.IsLetter(target[i - 1]) && (i + 1 == target.Length || !char.IsLetter(target[i + 1])))
                {
                    target[i] = 'ς';
                }
            }
        });
    }

    /// <summary>First letter of each word (words end at a space) in title case, the others in lower case.</summary>
    public static string TitleCase(string text)
    {
        var result = new StringBuilder(text.Length);
        bool first = true;
        foreach (var rune in LowerText(text).EnumerateRunes())
        {
            var shown = first ? Rune.ToUpperInvariant(rune) : rune;
            result.Append(shown.ToString());
            first = rune.Value == ' ';
        }

        return result.ToString();
    }

    public static Range Trim(ReadOnlySpan<byte> text, bool start, bool end)
    {
        int from = 0;
        int to = text.Length;
        while (start && from < to && text[from] == (byte)' ')
        {
            from++;
        }

        while (end && to > from && text[to - 1] == (byte)' ')
        {
            to--;
        }

        return from..to;
    }

    /// <summary>Trims the code points of a set.</summary>
    public static Range Trim(ReadOnlySpan<byte> text, ReadOnlySpan<byte> set, bool start, bool end)
    {
        int from = 0;
        int to = text.Length;
        while (start && from < to && set.IndexOf(text.Slice(from, Math.Min(Size(text[from]), to - from))) >= 0)
        {
            from += Math.Min(Size(text[from]), to - from);
        }

        while (end && to > from)
        {
            int last = to - 1;
            while (last > from && (text[last] & 0xC0) == 0x80)
            {
                last--;
            }

            if (set.IndexOf(text[last..to]) < 0)
            {
                break;
            }

            to = last;
        }

        return from..to;
    }

    /// <summary>Position of a text counted in code points, 1-based; 0 where it is not there.</summary>
    /// <param name="text">Where to look.</param>
    /// <param name="part">What to look for.</param>
    /// <param name="start">First code point to look at, from 0.</param>
    public static int Find(ReadOnlySpan<byte> text, ReadOnlySpan<byte> part, int start)
    {
        if (part.Length == 0)
        {
            return start + 1;
        }

        int from = Offset(text, start);
        int found = text[from..].IndexOf(part);
        return found < 0 ? 0 : Length(text[..(from + found)]) + 1;
    }

    public static void Reverse(CallFrame frame, int row)
    {
        var text = frame.Bytes(0, row);
        var target = frame.Reserve(text.Length);
        int position = 0;
        while (position < text.Length)
        {
            int size = Math.Min(Size(text[position]), text.Length - position);
            text.Slice(position, size).CopyTo(target[(text.Length - position - size)..]);
            position += size;
        }

        frame.Commit(row, text.Length);
    }

    /// <summary>Fills up with a pad on the left or right, or cuts, to a number of code points.</summary>
    public static void Pad(CallFrame frame, int row, ReadOnlySpan<byte> pad, bool isLeft, bool isText)
    {
        var text = frame.Bytes(0, row);
        int wanted = Math.Max(0, frame.Int(1, row));
        int length = isText ? Length(text) : text.Length;
        int missing = wanted - length;
        if (missing <= 0 || pad.Length == 0)
        {
            frame.Return(row, text[..(isText ? Offset(text, wanted) : Math.Min(wanted, text.Length))]);
            return;
        }

        int padLength = isText ? Length(pad) : pad.Length;
        int whole = missing / padLength;
        var rest = isText ? pad[..Offset(pad, missing % padLength)] : pad[..(missing % padLength)];
        int size = checked((whole * pad.Length) + rest.Length + text.Length);
        var target = frame.Reserve(size);
        if (!isLeft)
        {
            text.CopyTo(target);
            target = target[text.Length..];
        }

        for (int i = 0; i < whole; i++)
        {
            pad.CopyTo(target);
            target = target[pad.Length..];
        }

        rest.CopyTo(target);
        if (isLeft)
        {
            text.CopyTo(target[rest.Length..]);
        }

        frame.Commit(row, size);
    }

    /// <summary>Replaces every occurrence of a part.</summary>
    public static void Replace(CallFrame frame, int row, ReadOnlySpan<byte> part, ReadOnlySpan<byte> replacement)
    {
        var text = frame.Bytes(0, row);
        int count = part.Length == 0 ? 0 : text.Count(part);
        if (count == 0)
        {
            frame.ReturnArgument(row, 0);
            return;
        }

        int size = checked(text.Length + (count * (replacement.Length - part.Length)));
        var target = frame.Reserve(size);
        int next;
        while ((next = text.IndexOf(part)) >= 0)
        {
            text[..next].CopyTo(target);
            replacement.CopyTo(target[next..]);
            target = target[(next + replacement.Length)..];
            text = text[(next + part.Length)..];
        }

        text.CopyTo(target);
        frame.Commit(row, size);
    }

    /// <summary>Edit distance in code points.</summary>
    public static int Levenshtein(string left, string right)
    {
        var a = left.EnumerateRunes().ToArray();
        var b = right.EnumerateRunes().ToArray();
        var distances = new int[b.Length + 1];
        for (int j = 0; j <= b.Length; j++)
        {
            distances[j] = j;
        }

        for (int i = 1; i <= a.Length; i++)
        {
            int diagonal = distances[0];
            distances[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int above = distances[j];
                distances[j] = Math.Min(Math.Min(above, distances[j - 1]) + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }

        return distances[b.Length];
    }

    /// <summary>Soundex code; the text itself where it does not start with a letter A to Z.</summary>
    public static string Soundex(string text)
    {
        const string Codes = "01230120022455012623010202";
        if (text.Length == 0 || !char.IsAsciiLetter(text[0]))
        {
            return text;
        }

        Span<char> code = ['0', '0', '0', '0'];
        code[0] = char.ToUpperInvariant(text[0]);
        char last = Codes[code[0] - 'A'];
        int length = 1;
        for (int i = 1; i < text.Length && length < 4; i++)
        {
            if (!char.IsAsciiLetter(text[i]))
            {
                last = '0';
                continue;
            }

            char letter = char.ToUpperInvariant(text[i]);
            char digit = Codes[letter - 'A'];
            if (letter is 'H' or 'W')
            {
                continue;
            }

            if (digit != '0' && digit != last)
            {
                code[length++] = digit;
            }

            last = digit;
        }

        return new string(code);
    }
}
