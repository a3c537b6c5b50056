using System.Globalization;
using System.Text;
using P = Streaming.Parameter;

namespace Streaming;

/// <summary>Functions of text.</summary>
internal static class StringFunctions
{
    private const string Category = "string";

    private static readonly DataType Text = DataTypes.String;

    public static IEnumerable<FunctionDefinition> All =>
    [
        Define("upper,ucase", "Text in upper case.", [P.String], Text, Utf8Text.Upper),
        Define("lower,lcase", "Text in lower case.", [P.String], Text, Utf8Text.Lower),
        Define("initcap", "First letter of each word in upper case, the others in lower case.", [P.String], Text, (f, row) => f.Return(row, Utf8Text.TitleCase(f.Text(0, row)))),
        ByKind("length,len,char_length,character_length", "Number of characters, or of bytes of a binary.", DataTypes.Integer, (f, row) => f.Return(row, Utf8Text.Length(f.Bytes(0, row))), (f, row) => f.Return(row, f.Bytes(0, row).Length), P.StringOrBinary),
        Define("octet_length", "Number of bytes.", [P.StringOrBinary], DataTypes.Integer, (f, row) => f.Return(row, f.Bytes(0, row).Length)),
        Define("bit_length", "Number of bits.", [P.StringOrBinary], DataTypes.Integer, (f, row) => f.Return(row, f.Bytes(0, row).Length * 8)),
        ByKind("substring,substr", "Part of a text or binary from a 1-based position.", null, Substring, SubstringOfBytes, 2, 3, P.StringOrBinary, P.Int, P.Int),
        ByKind("left", "The first characters.", null, (f, row) => f.Return(row, f.Bytes(0, row)[Utf8Text.Substring(f.Bytes(0, row), 1, f.Int(1, row))]), (f, row) => f.Return(row, f.Bytes(0, row)[Utf8Text.SubstringOfBytes(f.Bytes(0, row).Length, 1, f.Int(1, row))]), P.StringOrBinary, P.Int),
        Define("right", "The last characters.", [P.String, P.Int], Text, Right, nullable: true),
        Scalar.Bind(Category, "trim", "Without spaces (or the characters of the second argument) at both ends.", 1, 2, call => Trim(call, true, true, true)),
        Scalar.Bind(Category, "btrim", "Without spaces (or the given characters) at both ends.", 1, 2, call => Trim(call, true, true, false)),
        Scalar.Bind(Category, "ltrim", "Without spaces (or the characters given first) at the start.", 1, 2, call => Trim(call, true, false, true)),
        Scalar.Bind(Category, "rtrim", "Without spaces (or the characters given first) at the end.", 1, 2, call => Trim(call, false, true, true)),
        Scalar.Bind(Category, "concat_ws", "Texts and arrays of texts joined by a separator; NULLs are left out.", 1, int.MaxValue, ConcatWs),
        Define("instr", "1-based position of a part, 0 where it is not there.", [P.String, P.String], DataTypes.Integer, (f, row) => f.Return(row, Utf8Text.Find(f.Bytes(0, row), f.Bytes(1, row), 0))),
        Define("locate,position", "1-based position of the first text in the second, from a position on.", [P.String, P.String, P.Int], DataTypes.Integer, Locate, least: 2, isStrict: false),
        Pad("lpad", isLeft: true),
        Pad("rpad", isLeft: false),
        Define("repeat", "The text several times.", [P.String, P.Int], Text, Repeat),
        Define("space", "Spaces.", [P.Int], Text, Space),
        Define("replace", "Every occurrence of a part replaced.", [P.String, P.String, P.String], Text, (f, row) => Utf8Text.Replace(f, row, f.Bytes(1, row), f.Count > 2 ? f.Bytes(2, row) : default), least: 2),
        Define("translate", "Characters of the second text become those of the third at the same place.", [P.String, P.String, P.String], Text, Translate),
        ByKind("startswith", "Whether a text starts with another.", DataTypes.Boolean, (f, row) => f.Return(row, f.Bytes(0, row).StartsWith(f.Bytes(1, row))), null, P.StringOrBinary, P.StringOrBinary),
        ByKind("endswith", "Whether a text ends with another.", DataTypes.Boolean, (f, row) => f.Return(row, f.Bytes(0, row).EndsWith(f.Bytes(1, row))), null, P.StringOrBinary, P.StringOrBinary),
        ByKind("contains", "Whether a text holds another.", DataTypes.Boolean, (f, row) => f.Return(row, f.Bytes(0, row).IndexOf(f.Bytes(1, row)) >= 0), null, P.StringOrBinary, P.StringOrBinary),
        Define("ascii", "Code of the first character.", [P.String], DataTypes.Integer, Ascii),
        Define("chr,char", "The character of a code modulo 256.", [P.Long], Text, Character),
        Define("split_part", "The n-th part between delimiters, from the end where n is negative.", [P.String, P.String, P.Int], Text, SplitPart, nullable: true),
        Define("substring_index", "Everything before the n-th delimiter, or behind it where n is negative.", [P.String, P.String, P.Int], Text, SubstringIndex),
        ByKind("overlay", "Part of a text replaced by another, from a position.", null, Overlay, OverlayBytes, 3, 4, P.StringOrBinary, P.StringOrBinary, P.Int, P.Int),
        Define("levenshtein", "Edit distance; -1 above a limit.", [P.String, P.String, P.Int], DataTypes.Integer, Levenshtein, least: 2),
        Define("soundex", "Soundex code.", [P.String], Text, (f, row) => f.Return(row, Utf8Text.Soundex(f.Text(0, row)))),
        Scalar.Bind(Category, "elt", "The n-th of the other arguments.", 2, int.MaxValue, Elt),
        Define("find_in_set", "1-based position in a list separated by commas; 0 where it is not there.", [P.String, P.String], DataTypes.Integer, FindInSet),
        Define("quote", "The text in single quotes.", [P.String], Text, (f, row) => f.Return(row, "'" + f.Text(0, row).Replace("'", "\\'", StringComparison.Ordinal) + "'"), nullable: true),
        Define("luhn_check", "Whether the digits pass the Luhn test.", [P.String], DataTypes.Boolean, LuhnCheck, nullable: true),
        Define("json_array_length", "Number of elements of a JSON array; NULL for other text.", [P.String], DataTypes.Integer, JsonText.ArrayLength, nullable: true),
    ];

    private static FunctionDefinition Define(string names, string summary, Parameter[] parameters, DataType result, RowFunction function, int least = -1, int most = -1, bool nullable = false, bool isStrict = true) =>
        Scalar.Define(Category, names, summary, parameters, result, function, least, most, nullable, isStrict);

    private static FunctionDefinition ByKind(string names, string summary, DataType? result, RowFunction text, RowFunction? bytes, params Parameter[] parameters) =>
        ByKind(names, summary, result, text, bytes, parameters.Length, parameters.Length, parameters);

    private static FunctionDefinition ByKind(string names, string summary, DataType? result, RowFunction text, RowFunction? bytes, int least, int most, params Parameter[] parameters) =>
        Scalar.Bind(Category, names, summary, least, most, call =>
        {
            var arguments = Scalar.Convert(call, parameters);
            bool isBinary = arguments[0].Type == DataTypes.Binary;
            return new ScalarCall(result ?? arguments[0].Type, arguments.Any(argument => argument.Nullable), isBinary ? bytes ?? text : text, true, arguments);
        });

    private static FunctionDefinition Pad(string name, bool isLeft) => Scalar.Bind(Category, name, "Filled up to a length on the " + (isLeft ? "left." : "right."), 2, 3, call =>
    {
        var arguments = Scalar.Convert(call, P.StringOrBinary, P.Int, P.StringOrBinary);
        bool isText = arguments[0].Type != DataTypes.Binary;
        byte[] blank = [isText ? (byte)' ' : (byte)0];
        return new ScalarCall(arguments[0].Type, arguments.Any(argument => argument.Nullable), (f, row) => Utf8Text.Pad(f, row, f.Count > 2 ? f.Bytes(2, row) : blank, isLeft, isText), true, arguments);
    });

    private static void Substring(CallFrame f, int row)
    {
        var text = f.Bytes(0, row);
        f.Return(row, text[Utf8Text.Substring(text, f.Int(1, row), f.Count > 2 ? f.Int(2, row) : int.MaxValue)]);
    }

    private static void SubstringOfBytes(CallFrame f, int row)
    {
        var text = f.Bytes(0, row);
        f.Return(row, text[Utf8Text.SubstringOfBytes(text.Length, f.Int(1, row), f.Count > 2 ? f.Int(2, row) : int.MaxValue)]);
    }

    private static void Right(CallFrame f, int row)
    {
        int count = f.Int(1, row);
        var text = f.Bytes(0, row);
        f.Return(row, count <= 0 ? default : text[Utf8Text.Substring(text, -count, int.MaxValue)]);
    }

    private static ScalarCall Trim(FunctionCall call, bool start, bool end, bool setFirst)
    {
        var arguments = Scalar.Convert(call, P.String);
        int text = arguments.Length == 2 && setFirst ? 1 : 0;
        RowFunction function = arguments.Length == 1
            ? (f, row) => f.Return(row, f.Bytes(0, row)[Utf8Text.Trim(f.Bytes(0, row), start, end)])
            : (f, row) => f.Return(row, f.Bytes(text, row)[Utf8Text.Trim(f.Bytes(text, row), f.Bytes(1 - text, row), start, end)]);
        return new ScalarCall(Text, arguments.Any(argument => argument.Nullable), function, true, arguments);
    }

    private static ScalarCall ConcatWs(FunctionCall call)
    {
        var texts = new Parameter("(\"ARRAY<STRING>\" or \"STRING\")", type => type is ArrayType array ? new ArrayType(Text, array.ContainsNull) : P.String.Accept(type));
        var arguments = Scalar.Convert(call, P.String, texts);
        return new ScalarCall(Text, arguments[0].Nullable, JoinRow, false, arguments);
    }

    private static void JoinRow(CallFrame f, int row)
    {
        if (f.IsNull(0, row))
        {
            f.ReturnNull(row);
            return;
        }

        var separator = f.Bytes(0, row);
        var joined = f.KeptState<System.Buffers.ArrayBufferWriter<byte>>();
        joined.ResetWrittenCount();
        bool any = false;
        for (int i = 1; i < f.Count; i++)
        {
            if (f.IsNull(i, row))
            {
                continue;
            }

            if (f.Arguments[i] is ArrayVector array)
            {
                var elements = (BytesVector)array.Elements;
                for (int j = 0; j < array.Lengths[row]; j++)
                {
                    if (!elements.IsNull(array.Starts[row] + j))
                    {
                        Add(elements.Value(array.Starts[row] + j), separator);
                    }
                }
            }
            else
            {
                Add(f.Bytes(i, row), separator);
            }
        }

        f.Return(row, joined.WrittenSpan);

        void Add(ReadOnlySpan<byte> value, ReadOnlySpan<byte> between)
        {
            if (any)
            {
                System.Buffers.BuffersExtensions.Write(joined, between);
            }

            any = true;
            System.Buffers.BuffersExtensions.Write(joined, value);
        }
    }

    private static void Locate(CallFrame f, int row)
    {
        if (f.Count > 2 && f.IsNull(2, row))
        {
            f.Return(row, 0);
            return;
        }

        if (f.IsNull(0, row) || f.IsNull(1, row))
        {
            f.ReturnNull(row);
            return;
        }

        int start = f.Count > 2 ? f.Int(2, row) : 1;
        f.Return(row, start < 1 ? 0 : Utf8Text.Find(f.Bytes(1, row), f.Bytes(0, row), start - 1));
    }

    private static void Repeat(CallFrame f, int row)
    {
        var text = f.Bytes(0, row);
        int count = Math.Max(0, f.Int(1, row));
        int size = checked(text.Length * count);
        var target = f.Reserve(size);
        for (int i = 0; i < count; i++)
        {
            text.CopyTo(target[(i * text.Length)..]);
        }

        f.Commit(row, size);
    }

    private static void Space(CallFrame f, int row)
    {
        int count = Math.Max(0, f.Int(0, row));
        f.Reserve(count)[..count].Fill((byte)' ');
        f.Commit(row, count);
    }

    private static void Translate(CallFrame f, int row)
    {
        var from = f.Text(1, row).EnumerateRunes().ToArray();
        var to = f.Text(2, row).EnumerateRunes().ToArray();
        var result = new StringBuilder();
        foreach (var rune in f.Text(0, row).EnumerateRunes())
        {
            int place = Array.IndexOf(from, rune);
            if (place < 0)
            {
                result.Append(rune.ToString());
            }
            else if (place < to.Length)
            {
                result.Append(to[place].ToString());
            }
        }

        f.Return(row, result.ToString());
    }

    private static void Ascii(CallFrame f, int row)
    {
        var text = f.Bytes(0, row);
        if (text.Length == 0)
        {
            f.Return(row, 0);
            return;
        }

        Rune.DecodeFromUtf8(text, out var rune, out _);
        f.Return(row, rune.Value);
    }

    private static void Character(CallFrame f, int row)
    {
        long code = f.Long(0, row);
        f.Return(row, code < 0 ? "" : ((char)(code & 0xFF)).ToString());
    }

    private static void SplitPart(CallFrame f, int row)
    {
        int wanted = f.Int(2, row);
        if (wanted == 0)
        {
            throw FunctionErrors.Of("INVALID_INDEX_OF_ZERO", "22003", "The index 0 is invalid. An index shall be either < 0 or > 0 (the first element has index 1).");
        }

        var text = f.Bytes(0, row);
        var delimiter = f.Bytes(1, row);
        int parts = delimiter.Length == 0 ? 1 : text.Count(delimiter) + 1;
        int index = wanted > 0 ? wanted - 1 : parts + wanted;
        if (index < 0 || index >= parts)
        {
            f.Return(row, default(ReadOnlySpan<byte>));
            return;
        }

        for (int i = 0; i < index; i++)
        {
            text = text[(text.IndexOf(delimiter) + delimiter.Length)..];
        }

        int end = delimiter.Length == 0 ? -1 : text.IndexOf(delimiter);
        f.Return(row, end < 0 ? text : text[..end]);
    }

    private static void SubstringIndex(CallFrame f, int row)
    {
        var text = f.Bytes(0, row);
        var delimiter = f.Bytes(1, row);
        int count = f.Int(2, row);
        if (delimiter.Length == 0 || count == 0)
        {
            f.Return(row, default(ReadOnlySpan<byte>));
            return;
        }

        int position = count > 0 ? -1 : text.Length;
        for (int i = 0; i < Math.Abs(count); i++)
        {
            // Occurrences may overlap, as in Spark.
            int found = count > 0
                ? position + 1 > text.Length ? -1 : text[(position + 1)..].IndexOf(delimiter)
                : position <= 0 ? -1 : text[..Math.Min(text.Length, position - 1 + delimiter.Length)].LastIndexOf(delimiter);
            if (found < 0)
            {
                f.ReturnArgument(row, 0);
                return;
            }

            position = count > 0 ? position + 1 + found : found;
        }

        f.Return(row, count > 0 ? text[..position] : text[(position + delimiter.Length)..]);
    }

    private static void Overlay(CallFrame f, int row)
    {
        var text = f.Bytes(0, row);
        var part = f.Bytes(1, row);
        int position = f.Int(2, row);
        int length = f.Count > 3 && f.Int(3, row) >= 0 ? f.Int(3, row) : Utf8Text.Length(part);
        var head = text[Utf8Text.Substring(text, 1, position - 1)];
        var tail = text[Utf8Text.Substring(text, position + length, int.MaxValue)];
        Join(f, row, head, part, tail);
    }

    private static void OverlayBytes(CallFrame f, int row)
    {
        var text = f.Bytes(0, row);
        var part = f.Bytes(1, row);
        int position = f.Int(2, row);
        int length = f.Count > 3 && f.Int(3, row) >= 0 ? f.Int(3, row) : part.Length;
        Join(f, row, text[Utf8Text.SubstringOfBytes(text.Length, 1, position - 1)], part, text[Utf8Text.SubstringOfBytes(text.Length, position + length, int.MaxValue)]);
    }

    private static void Join(CallFrame f, int row, ReadOnlySpan<byte> head, ReadOnlySpan<byte> part, ReadOnlySpan<byte> tail)
    {
        var target = f.Reserve(head.Length + part.Length + tail.Length);
        head.CopyTo(target);
        part.CopyTo(target[head.Length..]);
        tail.CopyTo(target[(head.Length + part.Length)..]);
        f.Commit(row, head.Length + part.Length + tail.Length);
    }

    private static void Levenshtein(CallFrame f, int row)
    {
        int distance = Utf8Text.Levenshtein(f.Text(0, row), f.Text(1, row));
        f.Return(row, f.Count > 2 && distance > f.Int(2, row) ? -1 : distance);
    }

    private static ScalarCall Elt(FunctionCall call)
    {
        var arguments = Scalar.Convert(call, P.Int, P.StringOrBinary);
        bool isAnsi = call.Binder.IsAnsi;
        return new ScalarCall(arguments[1].Type, true, (f, row) =>
        {
            if (f.IsNull(0, row))
            {
                f.ReturnNull(row);
                return;
            }

            int index = f.Int(0, row);
            if (index < 1 || index >= f.Count)
            {
                if (isAnsi)
                {
                    throw FunctionErrors.Of("INVALID_ARRAY_INDEX", "22003", $"The index {index} is out of bounds. The array has {f.Count - 1} elements. Use the SQL function `get()` to tolerate accessing element at invalid index and return NULL instead.");
                }

                f.ReturnNull(row);
            }
            else if (f.IsNull(index, row))
            {
                f.ReturnNull(row);
            }
            else
            {
                f.ReturnArgument(row, index);
            }
        }, false, arguments);
    }

    private static void FindInSet(CallFrame f, int row)
    {
        var text = f.Bytes(0, row);
        var list = f.Bytes(1, row);
        int place = 1;
        if (text.Contains((byte)','))
        {
            f.Return(row, 0);
            return;
        }

        foreach (var range in list.Split((byte)','))
        {
            if (list[range].SequenceEqual(text))
            {
                f.Return(row, place);
                return;
            }

            place++;
        }

        f.Return(row, 0);
    }

    private static void LuhnCheck(CallFrame f, int row)
    {
        var text = f.Bytes(0, row);
        int sum = 0;
        bool isDoubled = false;
        for (int i = text.Length - 1; i >= 0; i--, isDoubled = !isDoubled)
        {
            int digit = text[i] - '0';
            if (digit is < 0 or > 9)
            {
                f.Return(row, false);
                return;
            }

            digit = isDoubled ? digit * 2 : digit;
            sum += digit > 9 ? digit - 9 : digit;
        }

        f.Return(row, text.Length > 0 && sum % 10 == 0);
    }
}
