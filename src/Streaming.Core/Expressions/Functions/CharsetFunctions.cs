using System.Security.Cryptography;
using System.Text;
using P = Streaming.Parameter;

namespace Streaming;

/// <summary>Text and bytes in charsets, keyed digests, masks.</summary>
internal static class CharsetFunctions
{
    private const string Category = "string";

    private static readonly Dictionary<string, Encoding> Charsets = new(StringComparer.OrdinalIgnoreCase)
    {
        ["US-ASCII"] = Encoding.GetEncoding("us-ascii", EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback),
        ["ISO-8859-1"] = Encoding.GetEncoding("iso-8859-1", EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback),
        ["UTF-8"] = new UTF8Encoding(false, true),
        ["UTF-16BE"] = new UnicodeEncoding(true, false, true),
        ["UTF-16LE"] = new UnicodeEncoding(false, false, true),
        ["UTF-16"] = new UnicodeEncoding(true, true, true),
        ["UTF-32"] = new UTF32Encoding(true, false, true),
    };

    public static IEnumerable<FunctionDefinition> All =>
    [
        Scalar.Define(Category, "encode", "Text as bytes of a charset.", [P.String, P.String], DataTypes.Binary, Encode),
        Scalar.Bind(Category, "decode", "Bytes of a charset as text; with more arguments the result behind the first equal value, else the last.", 2, int.MaxValue, Decode),
        Scalar.Bind(Category, "to_binary", "Text as bytes: hex (default), base64 or utf-8.", 1, 2, call => ToBinary(call, isTry: false)),
        Scalar.Bind(Category, "try_to_binary", "As to_binary, NULL for bad text.", 1, 2, call => ToBinary(call, isTry: true)),
        Scalar.Define("hash", "hmac", "A digest of a message with a key; SHA-256 by default.", [P.Binary, P.Binary, P.String], DataTypes.Binary, Hmac, least: 2),
        Scalar.Bind(Category, "mask", "Upper case letters as X, lower case ones as x, digits as n, or as what is given (NULL keeps them); others as a fifth argument says.", 1, 5, Mask),
        Scalar.Define(Category, "is_valid_utf8", "Whether a text is valid UTF-8.", [P.String], DataTypes.Boolean, (f, row) => f.Return(row, System.Text.Unicode.Utf8.IsValid(f.Bytes(0, row)))),
        Scalar.Define(Category, "make_valid_utf8", "The text with what is not UTF-8 replaced.", [P.String], DataTypes.String, (f, row) => f.Return(row, f.Text(0, row))),
        Scalar.Define(Category, "validate_utf8", "The text; an error where it is not UTF-8.", [P.String], DataTypes.String, (f, row) => Validate(f, row, isTry: false)),
        Scalar.Define(Category, "try_validate_utf8", "The text; NULL where it is not UTF-8.", [P.String], DataTypes.String, (f, row) => Validate(f, row, isTry: true), nullable: true),
    ];

    private static Encoding Charset(CallFrame f, int row, string function)
    {
        string name = f.Text(1, row);
        return Charsets.TryGetValue(name, out var charset) ? charset : throw FunctionErrors.InvalidParameter(
            "CHARSET", "`charset`", function, $"expects one of the iso-8859-1, us-ascii, utf-16, utf-16be, utf-16le, utf-32, utf-8, but got {name}.");
    }

    private static StreamingException Malformed(CallFrame f, int row, string function) =>
        FunctionErrors.Of("MALFORMED_CHARACTER_CODING", "22000", $"Invalid value found when performing `{function}` with {f.Text(1, row)}");

    private static void Encode(CallFrame f, int row)
    {
        var charset = Charset(f, row, "encode");
        try
        {
            byte[] bytes = charset.GetBytes(f.Text(0, row));
            f.Return(row, charset.Preamble.Length > 0 && bytes.Length > 0 ? [.. charset.Preamble, .. bytes] : bytes);
        }
        catch (EncoderFallbackException)
        {
            throw Malformed(f, row, "encode");
        }
    }

    private static BoundExpression Decode(FunctionCall call)
    {
        if (call.Arguments.Count == 2)
        {
            var arguments = Scalar.Convert(call, P.Binary, P.String);
            return new ScalarCall(DataTypes.String, arguments.Any(argument => argument.Nullable), (f, row) =>
            {
                var charset = Charset(f, row, "decode");
                try
                {
                    string text = charset.GetString(f.Bytes(0, row));
                    f.Return(row, text.Length > 0 && text[0] == '\uFEFF' && charset.Preamble.Length > 0 ? text[1..] : text);
                }
                catch (DecoderFallbackException)
                {
                    throw Malformed(f, row, "decode");
                }
            }, true, arguments);
        }

        var children = call.Call.Children;
        var branches = Enumerable.Range(0, (children.Count - 1) / 2).Select(i => ((SqlExpression)new CallExpression("<=>", [children[0], children[(i * 2) + 1]]), children[(i * 2) + 2]));
        return call.Binder.Bind(new CaseExpression(branches, children.Count % 2 == 0 ? children[^1] : null));
    }

    private static ScalarCall ToBinary(FunctionCall call, bool isTry)
    {
        string? format = call.Arguments.Count == 1 ? "hex" : Scalar.ConstantText(call, 1, "fmt")?.ToLowerInvariant();
        if (format is not (null or "hex" or "base64" or "utf-8" or "utf8"))
        {
            throw FunctionErrors.Mismatch(call, "INVALID_ARG_VALUE", "The fmt value must to be a case-insensitive \"STRING\" literal of 'hex', 'utf-8', 'utf8', or 'base64', but got '" + call.Call.Children[1].Sql + "'.");
        }

        var text = Scalar.Convert(call with { Arguments = [call.Arguments[0]] }, P.String)[0];
        return new ScalarCall(DataTypes.Binary, text.Nullable || isTry || format is null, (f, row) =>
        {
            byte[]? bytes = format switch
            {
                "hex" => FromHex(f.Chars(0, row)),
                "base64" => FromBase64(f.Chars(0, row)),
                _ => f.Bytes(0, row).ToArray(),
            };
            if (bytes is not null && format is not null)
            {
                f.Return(row, bytes);
            }
            else if (isTry || format is null)
            {
                f.ReturnNull(row);
            }
            else
            {
                throw FunctionErrors.Of(
                    "CONVERSION_INVALID_INPUT", "22018",
                    $"The value '{f.Text(0, row)}' ('{format.ToUpperInvariant()}') cannot be converted to \"BINARY\" because it is malformed. Correct the value as per the syntax, or change its format. Use `try_to_binary` to tolerate malformed input and return NULL instead.");
            }
        }, true, text);
    }

    private static byte[]? FromHex(ReadOnlySpan<char> text)
    {
        string padded = text.Length % 2 == 0 ? text.ToString() : $"0{text}";
        byte[] bytes = new byte[padded.Length / 2];
        return Convert.FromHexString(padded, bytes, out _, out _) == System.Buffers.OperationStatus.Done ? bytes : null;
    }

    // Padding may be missing, line breaks may be there.
    private static byte[]? FromBase64(ReadOnlySpan<char> text)
    {
        string digits = new string([.. text.ToArray().Where(letter => letter is not ('\r' or '\n'))]).TrimEnd('=');
        byte[] bytes = new byte[digits.Length];
        return digits.Length % 4 != 1 && Convert.TryFromBase64String(digits.PadRight((digits.Length + 3) / 4 * 4, '='), bytes, out int written) ? bytes[..written] : null;
    }

    private static void Hmac(CallFrame f, int row)
    {
        var key = f.Bytes(0, row);
        var message = f.Bytes(1, row);
        string algorithm = f.Count > 2 ? f.Text(2, row) : "SHA-256";
        byte[]? digest = algorithm.ToUpperInvariant() switch
        {
            _ when key.IsEmpty => throw FunctionErrors.InvalidParameter("HMAC_CRYPTO_ERROR", "`key`", "hmac", "detail message: Empty key"),
            "MD5" => HMACMD5.HashData(key, message),
            "SHA-1" or "SHA1" => HMACSHA1.HashData(key, message),
            "SHA-224" or "SHA224" => Hmac224(key, message),
            "SHA-256" or "SHA256" => HMACSHA256.HashData(key, message),
            "SHA-384" or "SHA384" => HMACSHA384.HashData(key, message),
            "SHA-512" or "SHA512" => HMACSHA512.HashData(key, message),
            _ => null,
        };
        f.Return(row, digest ?? throw FunctionErrors.InvalidParameter(
            "HMAC_ALGORITHM", "`algorithm`", "hmac", $"expects one of the algorithms 'SHA-224', 'SHA-256', 'SHA-384', 'SHA-512', 'SHA-1', 'MD5', but got '{algorithm}'."));
    }

    private static byte[] Hmac224(ReadOnlySpan<byte> key, ReadOnlySpan<byte> message)
    {
        byte[] block = new byte[64];
        (key.Length > block.Length ? Checksum.Sha224(key) : key).CopyTo(block);
        byte[] inner = [.. block.Select(part => (byte)(part ^ 0x36)), .. message];
        return Checksum.Sha224([.. block.Select(part => (byte)(part ^ 0x5C)), .. Checksum.Sha224(inner)]).ToArray();
    }

    private static ScalarCall Mask(FunctionCall call)
    {
        string?[] signs = ["X", "x", "n", null];
        string[] names = ["upperChar", "lowerChar", "digitChar", "otherChar"];
        for (int i = 1; i < call.Arguments.Count; i++)
        {
            string? sign = Scalar.ConstantText(call, i, names[i - 1]);
            signs[i - 1] = sign is null || sign.EnumerateRunes().Count() == 1 ? sign : throw FunctionErrors.Mismatch(call, "INPUT_SIZE_NOT_ONE", $"Length of {names[i - 1]} should be 1.");
        }

        var text = Scalar.Convert(call with { Arguments = [call.Arguments[0]] }, P.String)[0];
        return new ScalarCall(DataTypes.String, text.Nullable, (f, row) =>
        {
            var result = new StringBuilder();
            foreach (var letter in f.Chars(0, row).EnumerateRunes())
            {
                string? sign = signs[Rune.IsUpper(letter) ? 0 : Rune.IsLower(letter) ? 1 : Rune.IsDigit(letter) ? 2 : 3];
                result.Append(sign ?? letter.ToString());
            }

            f.Return(row, result.ToString());
        }, true, text);
    }

    private static void Validate(CallFrame f, int row, bool isTry)
    {
        var bytes = f.Bytes(0, row);
        if (System.Text.Unicode.Utf8.IsValid(bytes))
        {
            f.ReturnArgument(row, 0);
        }
        else if (isTry)
        {
            f.ReturnNull(row);
        }
        else
        {
            throw FunctionErrors.Of("INVALID_UTF8_STRING", "22029", $"Invalid UTF8 byte sequence found in string: {string.Concat(bytes.ToArray().Select(part => part < 0x80 ? ((char)part).ToString() : $"\\x{part:X2}"))}.");
        }
    }
}
