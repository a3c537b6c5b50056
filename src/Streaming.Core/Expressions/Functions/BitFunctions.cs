using System.Numerics;
using P = Streaming.Parameter;

namespace Streaming;

/// <summary>Bits of numbers, bitmaps, digits in other bases, buckets of numbers.</summary>
internal static class BitFunctions
{
    private const string Category = "bitwise";
    private const int BucketBits = 32_768;

    public static IEnumerable<FunctionDefinition> All =>
    [
        Scalar.Define(Category, "bit_count", "Number of bits that are set.", [BitsOrBoolean], DataTypes.Integer, (f, row) => f.Return(row, BitOperations.PopCount((ulong)Number(f.Arguments[0], row)))),
        Scalar.Bind(Category, "getbit,bit_get", "The bit at a position, the lowest at 0.", 2, 2, Bit),
        Scalar.Define(Category, "bitmap_bit_position", "The bit of a number within its bucket of 32768.", [P.Long], DataTypes.Long, (f, row) => f.Return(row, f.Long(0, row) is > 0 and var value ? (value - 1) % BucketBits : -f.Long(0, row) % BucketBits)),
        Scalar.Define(Category, "bitmap_bucket_number", "The bucket of 32768 numbers that a number is in.", [P.Long], DataTypes.Long, (f, row) => f.Return(row, f.Long(0, row) is > 0 and var value ? 1 + ((value - 1) / BucketBits) : f.Long(0, row) / BucketBits)),
        Scalar.Define(Category, "bitmap_count", "Number of bits that are set in a bitmap.", [OnlyBinary], DataTypes.Long, (f, row) => f.Return(row, Count(f.Bytes(0, row)))),
        Scalar.Define("math", "conv", "A number in digits of another base.", [P.String, P.Int, P.Int], DataTypes.String, Convert, nullable: true),
        Scalar.Bind("math", "width_bucket", "The number of the bucket, of so many between two bounds, that a value is in.", 4, 4, WidthBucket),
    ];

    private static Parameter OnlyBinary { get; } = new("\"BINARY\"", type => type == DataTypes.Binary || type == DataTypes.Null ? DataTypes.Binary : null);

    private static Parameter BitsOrBoolean { get; } = new("(\"INTEGRAL\" or \"BOOLEAN\")", type => type.IsIntegral() || type.IsBoolean() ? type : type.IsNull() ? DataTypes.Long : null);

    private static long Number(ColumnVector vector, int row) => vector switch
    {
        FixedVector<long> values => values.Values[row],
        FixedVector<int> values => values.Values[row],
        FixedVector<short> values => values.Values[row],
        FixedVector<sbyte> values => values.Values[row],
        FixedVector<bool> values => values.Values[row] ? 1 : 0,
        _ => throw new InvalidOperationException(vector.Type.SimpleString),
    };

    private static long Count(ReadOnlySpan<byte> bits)
    {
        long count = 0;
        foreach (byte part in bits)
        {
            count += BitOperations.PopCount(part);
        }

        return count;
    }

    private static ScalarCall Bit(FunctionCall call)
    {
        var value = call.Arguments[0].Type.IsNull() || call.Arguments[0].Type.IsString() ? Coerce.To(call, call.Arguments[0], DataTypes.Long) : call.Arguments[0];
        if (!value.Type.IsIntegral())
        {
            throw FunctionErrors.UnexpectedType(call, 0, "\"INTEGRAL\"");
        }

        int size = ((AtomicType)value.Type).Kind switch { AtomicKind.Byte => 8, AtomicKind.Short => 16, AtomicKind.Integer => 32, _ => 64 };
        string name = call.Call.Function.ToLowerInvariant();
        var position = Scalar.Convert(call, P.Any, P.Int)[1];
        return new ScalarCall(DataTypes.Byte, value.Nullable || position.Nullable, (f, row) =>
        {
            int at = f.Int(1, row);
            ((FixedVector<sbyte>)f.Result).Values[row] = at >= 0 && at < size
                ? (sbyte)(Number(f.Arguments[0], row) >> at & 1)
                : throw FunctionErrors.InvalidParameter("BIT_POSITION_RANGE", "`pos`", name, $"expects an integer value in [0, {size}), but got {at}.");
        }, true, value, position);
    }

    private static void Convert(CallFrame f, int row)
    {
        var text = f.Chars(0, row).Trim();
        var (from, to) = (f.Int(1, row), f.Int(2, row));
        if (from is < 2 or > 36 || Math.Abs(to) is < 2 or > 36 || text.IsEmpty)
        {
            f.ReturnNull(row);
            return;
        }

        bool isNegative = text[0] == '-';
        UInt128 number = 0;
        foreach (char letter in isNegative ? text[1..] : text)
        {
            int digit = letter is >= '0' and <= '9' ? letter - '0' : char.ToUpperInvariant(letter) is >= 'A' and <= 'Z' and var upper ? upper - 'A' + 10 : 36;
            if (digit >= from)
            {
                break;
            }

            number = (number * (uint)from) + (uint)digit;
            if (number > ulong.MaxValue)
            {
                if (f.Context.IsAnsi)
                {
                    throw BindErrors.Overflow("Overflow in function conv()", null);
                }

                number = ulong.MaxValue;
                break;
            }
        }

        // To a base below 0 the number is signed.
        long value = unchecked((long)(ulong)number);
        if (isNegative && to > 0)
        {
            value = value < 0 ? -1 : -value;
        }

        if (to < 0 && value < 0)
        {
            value = -value;
            isNegative = true;
        }

        Span<char> digits = stackalloc char[65];
        int start = digits.Length;
        ulong rest = unchecked((ulong)value);
        do
        {
            int digit = (int)(rest % (uint)Math.Abs(to));
            digits[--start] = (char)(digit < 10 ? '0' + digit : 'A' + digit - 10);
            rest /= (uint)Math.Abs(to);
        }
        while (rest > 0);

        if (isNegative && to < 0)
        {
            digits[--start] = '-';
        }

        f.Return(row, digits[start..].ToString());
    }

    private static ScalarCall WidthBucket(FunctionCall call)
    {
        bool isInterval = call.Arguments[0].Type is IntervalType;
        var first = call.Arguments[0].Type as IntervalType;
        var arguments = new BoundExpression[4];
        for (int i = 0; i < 3; i++)
        {
            var argument = call.Arguments[i];
            arguments[i] = isInterval
                ? argument.Type is IntervalType other && other.IsYearMonth == first!.IsYearMonth ? argument : throw FunctionErrors.UnexpectedType(call, i, BindErrors.Quote(first!))
                : P.Double.Accept(argument.Type) is { } type ? Coerce.To(call, argument, type)
                : throw FunctionErrors.UnexpectedType(call, i, i == 0 ? "(\"DOUBLE\" or \"INTERVAL YEAR TO MONTH\" or \"INTERVAL DAY TO SECOND\")" : "\"DOUBLE\"");
        }

        arguments[3] = Scalar.Convert(call, P.Any, P.Any, P.Any, P.Long)[3];
        return new ScalarCall(DataTypes.Long, true, (f, row) =>
        {
            double value = NumberReading.ToDouble(f.Arguments[0], row);
            double from = NumberReading.ToDouble(f.Arguments[1], row);
            double to = NumberReading.ToDouble(f.Arguments[2], row);
            long count = f.Long(3, row);
            if (count is <= 0 or long.MaxValue || double.IsNaN(value) || from == to || !double.IsFinite(from) || !double.IsFinite(to))
            {
                f.ReturnNull(row);
                return;
            }

            // Falling bounds count from the upper one.
            double passed = from < to ? value - from : from - value;
            double width = Math.Abs(to - from);
            bool isBehind = from < to ? value >= to : value <= to;
            f.Return(row, passed < 0 ? 0 : isBehind ? count + 1 : (long)(count * passed / width) + 1);
        }, true, arguments);
    }
}
