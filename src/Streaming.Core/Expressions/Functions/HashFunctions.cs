using System.Security.Cryptography;
using System.Text;
using P = Streaming.Parameter;

namespace Streaming;

/// <summary>Encodings and digests.</summary>
internal static class HashFunctions
{
    private const string Category = "hash";

    public static IEnumerable<FunctionDefinition> All =>
    [
        Define("base64", "Bytes as base 64.", [P.Binary], DataTypes.String, ToBase64),
        Define("unbase64", "Bytes of a base 64 text.", [P.String], DataTypes.Binary, FromBase64),
        Scalar.Bind(Category, "hex", "Number, text or bytes in hexadecimal digits.", 1, 1, Hex),
        Define("unhex", "Bytes of hexadecimal digits.", [P.String], DataTypes.Binary, Unhex, nullable: true),
        Define("md5", "MD5 in hexadecimal digits.", [OnlyBinary], DataTypes.String, (f, row) => Digits(f, row, MD5.HashData(f.Bytes(0, row)))),
        Define("sha1,sha", "SHA-1 in hexadecimal digits.", [OnlyBinary], DataTypes.String, (f, row) => Digits(f, row, SHA1.HashData(f.Bytes(0, row)))),
        Define("sha2", "SHA-2 of 224, 256, 384 or 512 bits in hexadecimal digits.", [OnlyBinary, P.Int], DataTypes.String, Sha2, nullable: true),
        Define("crc32", "CRC-32.", [OnlyBinary], DataTypes.Long, (f, row) => f.Return(row, (long)Checksum.Crc32(f.Bytes(0, row)))),
        Define("bin", "A number in binary digits.", [P.Long], DataTypes.String, (f, row) => f.Return(row, Convert.ToString(f.Long(0, row), 2))),
        Scalar.Bind(Category, "hash", "Murmur3 hash of 32 bits.", 1, int.MaxValue, call => Hash(call, isLong: false)),
        Scalar.Bind(Category, "xxhash64", "xxHash of 64 bits.", 1, int.MaxValue, call => Hash(call, isLong: true)),
        Define("url_encode", "Text as a part of an URL.", [P.String], DataTypes.String, (f, row) => f.Return(row, UrlText.Encode(f.Text(0, row)))),
        Define("url_decode", "Text of a part of an URL.", [P.String], DataTypes.String, (f, row) => UrlDecode(f, row, isTry: false)),
        Define("try_url_decode", "As url_decode, NULL for bad text.", [P.String], DataTypes.String, (f, row) => UrlDecode(f, row, isTry: true), nullable: true),
    ];

    private static Parameter OnlyBinary { get; } = P.Binary;

    private static FunctionDefinition Define(string names, string summary, Parameter[] parameters, DataType result, RowFunction function, bool nullable = false) =>
        Scalar.Define(Category, names, summary, parameters, result, function, nullable: nullable);

    private static void ToBase64(CallFrame f, int row)
    {
        var bytes = f.Bytes(0, row);
        System.Buffers.Text.Base64.EncodeToUtf8(bytes, f.Reserve(System.Buffers.Text.Base64.GetMaxEncodedToUtf8Length(bytes.Length)), out _, out int written);
        f.Commit(row, written);
    }

    private static void FromBase64(CallFrame f, int row)
    {
        string text = f.Text(0, row);

        // The MIME form: other characters are passed over.
        var digits = text.Where(c => char.IsAsciiLetterOrDigit(c) || c is '+' or '/').ToArray();
        string padded = new string(digits).PadRight((digits.Length + 3) / 4 * 4, '=');
        var target = new byte[padded.Length];
        if (digits.Length % 4 == 1 || !Convert.TryFromBase64String(padded, target, out int written))
        {
            throw FunctionErrors.Of("CONVERSION_INVALID_INPUT", "22018", $"The value '{text}' ('BASE64') cannot be converted to \"BINARY\" because it is malformed. Correct the value as per the syntax, or change its format. Use `try_to_binary` to tolerate malformed input and return NULL instead.");
        }

        f.Return(row, target.AsSpan(0, written));
    }

    private static ScalarCall Hex(FunctionCall call)
    {
        var parameter = new Parameter("(\"BIGINT\" or \"BINARY\" or \"STRING\")", type => Parameter.IsNumber(type) || type is DecimalType || type == DataTypes.Null ? DataTypes.Long : type == DataTypes.Binary ? type : P.String.Accept(type));
        var arguments = Scalar.Convert(call, parameter);
        return new ScalarCall(DataTypes.String, arguments[0].Nullable, arguments[0].Type == DataTypes.Long
            ? (f, row) => f.Return(row, f.Long(0, row).ToString("X", System.Globalization.CultureInfo.InvariantCulture))
            : (f, row) =>
            {
                var bytes = f.Bytes(0, row);
                Convert.TryToHexString(bytes, f.Reserve(bytes.Length * 2), out int written);
                f.Commit(row, written);
            }, true, arguments);
    }

    private static void Unhex(CallFrame f, int row)
    {
        var text = f.Bytes(0, row);
        var bytes = new byte[(text.Length + 1) / 2];
        int odd = text.Length % 2;
        for (int i = 0; i < text.Length; i++)
        {
            int digit = char.IsAsciiHexDigit((char)text[i]) ? Convert.ToInt32(((char)text[i]).ToString(), 16) : -1;
            if (digit < 0)
            {
                f.ReturnNull(row);
                return;
            }

            bytes[(i + odd) / 2] = (byte)((bytes[(i + odd) / 2] << 4) | digit);
        }

        f.Return(row, bytes);
    }

    private static void Digits(CallFrame f, int row, ReadOnlySpan<byte> hash)
    {
        Convert.TryToHexStringLower(hash, f.Reserve(hash.Length * 2), out int written);
        f.Commit(row, written);
    }

    private static void Sha2(CallFrame f, int row)
    {
        var bytes = f.Bytes(0, row);
        switch (f.Int(1, row))
        {
            case 0 or 256:
                Digits(f, row, SHA256.HashData(bytes));
                break;
            case 224:
                Digits(f, row, Checksum.Sha224(bytes));
                break;
            case 384:
                Digits(f, row, SHA384.HashData(bytes));
                break;
            case 512:
                Digits(f, row, SHA512.HashData(bytes));
                break;
            default:
                f.ReturnNull(row);
                break;
        }
    }

    private static void UrlDecode(CallFrame f, int row, bool isTry)
    {
        string text = f.Text(0, row);
        if (UrlText.TryDecode(text, out string decoded))
        {
            f.Return(row, decoded);
            return;
        }

        if (!isTry)
        {
            throw FunctionErrors.Of("CANNOT_DECODE_URL", "22546", $"The provided URL cannot be decoded: {text}. Please ensure that the URL is properly formatted and try again.");
        }

        f.ReturnNull(row);
    }

    private static ScalarCall Hash(FunctionCall call, bool isLong)
    {
        foreach (var argument in call.Arguments)
        {
            if (HasMap(argument.Type))
            {
                throw FunctionErrors.Mismatch(call, "HASH_MAP_TYPE", $"Input to the function `{call.Call.Function.ToLowerInvariant()}` cannot contain elements of the \"MAP\" type. In Spark, same maps may have different hashcode, thus hash expressions are prohibited on \"MAP\" elements. To restore previous behavior set \"spark.sql.legacy.allowHashOnMapType\" to \"true\".");
            }
        }

        RowFunction function = isLong
            ? (f, row) =>
            {
                long seed = 42;
                foreach (var vector in f.Arguments)
                {
                    seed = SqlHash.XxHash(vector, row, seed);
                }

                f.Return(row, seed);
            }
            : (f, row) =>
            {
                int seed = 42;
                foreach (var vector in f.Arguments)
                {
                    seed = SqlHash.Murmur(vector, row, seed);
                }

                f.Return(row, seed);
            };
        return new ScalarCall(isLong ? DataTypes.Long : DataTypes.Integer, false, function, false, [.. call.Arguments]);
    }

    private static bool HasMap(DataType type) => type switch
    {
        MapType => true,
        ArrayType array => HasMap(array.ElementType),
        StructType structure => structure.Fields.Any(field => HasMap(field.Type)),
        _ => false,
    };
}
