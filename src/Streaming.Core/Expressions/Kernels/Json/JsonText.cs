using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Streaming;

/// <summary>JSON texts as Spark's parser (Jackson) takes them: single quotes and NaN are read too, what follows the first value is not.</summary>
internal static class JsonText
{
    private static readonly JsonReaderOptions Options = new() { MaxDepth = 1000 };

    private static readonly JsonReaderOptions WithComments = new() { MaxDepth = 1000, CommentHandling = JsonCommentHandling.Skip };

    /// <summary>Whether the first value of the text is complete and well-formed.</summary>
    public static bool IsValid(ReadOnlySpan<byte> text, bool allowComments = false)
    {
        var reader = Reader(text, allowComments);
        try
        {
            return reader.Read() && (reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray) || reader.TrySkip());
        }
        catch (JsonException)
        {
            return false;
        }
    }

    public static Utf8JsonReader Reader(ReadOnlySpan<byte> text, bool allowComments = false) => new(text, allowComments ? WithComments : Options);

    /// <summary>The text itself where it is JSON, a form with double quotes where it was written with single ones or with NaN; false where it is malformed.</summary>
    public static bool TryAccept(ref ReadOnlySpan<byte> text, bool allowComments, bool allowNonNumeric)
    {
        if (IsValid(text, allowComments))
        {
            return true;
        }

        if (text.IndexOfAny("'NI"u8) < 0)
        {
            return false;
        }

        var target = new ArrayBufferWriter<byte>(text.Length + 16);
        for (int i = 0; i < text.Length; i++)
        {
            byte c = text[i];
            if (c is (byte)'"' or (byte)'\'')
            {
                byte quote = c;
                Write(target, "\""u8);
                for (i++; i < text.Length && text[i] != quote; i++)
                {
                    if (text[i] == '\\' && i + 1 < text.Length)
                    {
                        Write(target, text[i + 1] == '\'' ? "'"u8 : text.Slice(i, 2));
                        i++;
                    }
                    else
                    {
                        Write(target, text[i] == '"' ? "\\\""u8 : text.Slice(i, 1));
                    }
                }

                Write(target, "\""u8);
            }
            else if (allowNonNumeric && NonNumeric(text[i..]) is > 0 and var length)
            {
                Write(target, "\""u8);
                Write(target, text.Slice(i, length));
                Write(target, "\""u8);
                i += length - 1;
            }
            else
            {
                Write(target, text.Slice(i, 1));
            }
        }

        if (!IsValid(target.WrittenSpan, allowComments))
        {
            return false;
        }

        text = target.WrittenSpan;
        return true;
    }

    /// <summary>Text of a value as JSON without white space; of a string its content.</summary>
    public static byte[]? Content(ref Utf8JsonReader reader, ReadOnlySpan<byte> text)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.Null:
                return null;
            case JsonTokenType.String:
                return StringBytes(ref reader);
            case JsonTokenType.StartObject or JsonTokenType.StartArray:
                int start = (int)reader.TokenStartIndex;
                reader.Skip();
                return Compact(text[start..(int)reader.BytesConsumed]);
            default:
                return reader.ValueSpan.ToArray();
        }
    }

    public static byte[] StringBytes(ref Utf8JsonReader reader)
    {
        if (!reader.ValueIsEscaped)
        {
            return reader.ValueSpan.ToArray();
        }

        var buffer = new byte[reader.ValueSpan.Length];
        return buffer[..reader.CopyString(buffer)];
    }

    public static byte[] Compact(ReadOnlySpan<byte> json)
    {
        var target = new byte[json.Length];
        int length = 0;
        bool inString = false;
        for (int i = 0; i < json.Length; i++)
        {
            byte c = json[i];
            if (inString && c == '\\')
            {
                target[length++] = c;
                target[length++] = json[++i];
                continue;
            }

            inString ^= c == '"';
            if (inString || c is not ((byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t'))
            {
                target[length++] = c;
            }
        }

        return target[..length];
    }

    public static void ArrayLength(CallFrame f, int row)
    {
        var text = f.Bytes(0, row);
        if (!IsValid(text))
        {
            f.ReturnNull(row);
            return;
        }

        var reader = Reader(text);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            f.ReturnNull(row);
            return;
        }

        int count = 0;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            reader.Skip();
            count++;
        }

        f.Return(row, count);
    }

    private static int NonNumeric(ReadOnlySpan<byte> text)
    {
        foreach (string word in (ReadOnlySpan<string>)["NaN", "Infinity", "-Infinity", "+Infinity", "-INF", "+INF"])
        {
            if (text.Length >= word.Length && text[..word.Length].SequenceEqual(Encoding.ASCII.GetBytes(word)))
            {
                return word.Length;
            }
        }

        return 0;
    }

    private static void Write(ArrayBufferWriter<byte> target, ReadOnlySpan<byte> value) => BuffersExtensions.Write(target, value);
}
