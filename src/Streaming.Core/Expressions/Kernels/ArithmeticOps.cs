using System.Globalization;
using System.Numerics;

namespace Streaming;

/// <summary>What happens where a result does not fit.</summary>
internal enum OverflowMode
{
    /// <summary>An error.</summary>
    Error,

    /// <summary>Bits are lost, as without ANSI.</summary>
    Wrap,

    /// <summary>NULL.</summary>
    Null,
}

/// <summary>left + right of integers.</summary>
internal readonly struct AddIntegers<T>(OverflowMode mode) : IBinary<T, T, T>
    where T : unmanaged, IBinaryInteger<T>
{
    public bool Apply(T left, T right, EvaluationContext context, out T result)
    {
        result = left + right;
        if (!T.IsNegative((left ^ result) & (right ^ result)) || mode == OverflowMode.Wrap)
        {
            return true;
        }

        return mode == OverflowMode.Null ? false : throw ArithmeticErrors.Overflow(left, "+", right, "try_add");
    }
}

/// <summary>left - right of integers.</summary>
internal readonly struct SubtractIntegers<T>(OverflowMode mode) : IBinary<T, T, T>
    where T : unmanaged, IBinaryInteger<T>
{
    public bool Apply(T left, T right, EvaluationContext context, out T result)
    {
        result = left - right;
        if (!T.IsNegative((left ^ right) & (left ^ result)) || mode == OverflowMode.Wrap)
        {
            return true;
        }

        return mode == OverflowMode.Null ? false : throw ArithmeticErrors.Overflow(left, "-", right, "try_subtract");
    }
}

/// <summary>left * right of integers.</summary>
internal readonly struct MultiplyIntegers<T>(OverflowMode mode) : IBinary<T, T, T>
    where T : unmanaged, IBinaryInteger<T>
{
    public bool Apply(T left, T right, EvaluationContext context, out T result)
    {
        result = left * right;
        if (mode == OverflowMode.Wrap || Fits(left, right, result))
        {
            return true;
        }

        return mode == OverflowMode.Null ? false : throw ArithmeticErrors.Overflow(left, "*", right, "try_multiply");
    }

    private static bool Fits(T left, T right, T result)
    {
        if (typeof(T) == typeof(long))
        {
            long high = Math.BigMul(long.CreateTruncating(left), long.CreateTruncating(right), out long low);
            return high == low >> 63;
        }

        return long.CreateTruncating(left) * long.CreateTruncating(right) == long.CreateTruncating(result);
    }
}

/// <summary>left + right of floating-point numbers.</summary>
internal readonly struct AddFloats<T> : IBinary<T, T, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public bool Apply(T left, T right, EvaluationContext context, out T result)
    {
        result = left + right;
        return true;
    }
}

/// <summary>left - right of floating-point numbers.</summary>
internal readonly struct SubtractFloats<T> : IBinary<T, T, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public bool Apply(T left, T right, EvaluationContext context, out T result)
    {
        result = left - right;
        return true;
    }
}

/// <summary>left * right of floating-point numbers.</summary>
internal readonly struct MultiplyFloats<T> : IBinary<T, T, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public bool Apply(T left, T right, EvaluationContext context, out T result)
    {
        result = left * right;
        return true;
    }
}

/// <summary>left / right.</summary>
internal readonly struct DivideDoubles(OverflowMode mode) : IBinary<double, double, double>
{
    public bool Apply(double left, double right, EvaluationContext context, out double result)
    {
        result = left / right;
        return right != 0 || (mode == OverflowMode.Error ? throw BindErrors.DivideByZero() : false);
    }
}

/// <summary>left div right.</summary>
internal readonly struct DivideLongs(OverflowMode mode) : IBinary<long, long, long>
{
    public bool Apply(long left, long right, EvaluationContext context, out long result)
    {
        result = 0;
        if (right == 0)
        {
            return mode == OverflowMode.Error ? throw BindErrors.DivideByZero() : false;
        }

        if (right == -1)
        {
            result = -left;
            return left != long.MinValue || mode == OverflowMode.Wrap || (mode == OverflowMode.Error ? throw BindErrors.Overflow("Overflow in integral divide", "try_divide") : false);
        }

        result = left / right;
        return true;
    }
}

/// <summary>left % right with the sign of left.</summary>
internal readonly struct RemainderOf<T>(OverflowMode mode) : IBinary<T, T, T>
    where T : unmanaged, INumber<T>
{
    public bool Apply(T left, T right, EvaluationContext context, out T result)
    {
        result = T.Zero;
        if (right == T.Zero)
        {
            return mode == OverflowMode.Error ? throw BindErrors.RemainderByZero() : false;
        }

        // The smallest integer has no quotient by -1.
        result = right == -T.One && T.IsInteger(left) ? left - left : left % right;
        if (result == T.Zero && T.IsNegative(left))
        {
            result = left - left == T.Zero && typeof(T) == typeof(double) ? T.CreateTruncating(-0.0) : typeof(T) == typeof(float) ? T.CreateTruncating(-0.0f) : T.Zero;
        }

        return true;
    }
}

/// <summary>left mod right, of the sign of right where that is positive.</summary>
internal readonly struct PositiveRemainder<T>(OverflowMode mode) : IBinary<T, T, T>
    where T : unmanaged, INumber<T>
{
    public bool Apply(T left, T right, EvaluationContext context, out T result)
    {
        if (!new RemainderOf<T>(mode).Apply(left, right, context, out result))
        {
            return false;
        }

        if (T.IsNegative(result) && result != T.Zero)
        {
            result = (result + right) % right;
        }

        return true;
    }
}

/// <summary>-value of an integer.</summary>
internal readonly struct NegateInteger<T>(OverflowMode mode, DataType type) : IUnary<T, T>
    where T : unmanaged, IBinaryInteger<T>
{
    public bool Apply(T value, EvaluationContext context, out T result)
    {
        result = -value;
        if (mode == OverflowMode.Error && result == value && value != T.Zero)
        {
            throw type is IntervalType ? BindErrors.IntervalOverflow(null) : BindErrors.Overflow("overflow", null);
        }

        return true;
    }
}

/// <summary>-value of a floating-point number or decimal.</summary>
internal readonly struct Negate<T> : IUnary<T, T>
    where T : unmanaged, INumber<T>
{
    public bool Apply(T value, EvaluationContext context, out T result)
    {
        result = -value;
        return true;
    }
}

/// <summary>Absolute value of an integer.</summary>
internal readonly struct AbsoluteInteger<T>(OverflowMode mode, DataType type) : IUnary<T, T>
    where T : unmanaged, IBinaryInteger<T>
{
    public bool Apply(T value, EvaluationContext context, out T result)
    {
        result = value;
        return !T.IsNegative(value) || new NegateInteger<T>(mode, type).Apply(value, context, out result);
    }
}

/// <summary>Absolute value of a floating-point number or decimal.</summary>
internal readonly struct Absolute<T> : IUnary<T, T>
    where T : unmanaged, INumber<T>
{
    public bool Apply(T value, EvaluationContext context, out T result)
    {
        result = T.Abs(value);
        return true;
    }
}

/// <summary>Which decimal operation.</summary>
internal enum DecimalOperation
{
    /// <summary>Sum.</summary>
    Add,

    /// <summary>Difference.</summary>
    Subtract,

    /// <summary>Product.</summary>
    Multiply,

    /// <summary>Quotient.</summary>
    Divide,

    /// <summary>Remainder with the sign of the dividend.</summary>
    Remainder,

    /// <summary>Remainder that is not negative for positive divisors.</summary>
    PositiveRemainder,
}

/// <summary>Arithmetic of decimals, rounded half up to the result's scale.</summary>
internal readonly struct DecimalArithmetic(DecimalOperation operation, DecimalType left, DecimalType right, DecimalType result, OverflowMode mode) : IBinary<Int128, Int128, Int128>
{
    private readonly int _leftScale = left.Scale;
    private readonly int _rightScale = right.Scale;
    private readonly int _precision = result.Precision;
    private readonly int _scale = result.Scale;

    public bool Apply(Int128 left, Int128 right, EvaluationContext context, out Int128 value)
    {
        bool fits;
        switch (operation)
        {
            case DecimalOperation.Add:
                fits = Decimals.TryAdd(left, _leftScale, right, _rightScale, _precision, _scale, out value);
                break;
            case DecimalOperation.Subtract:
                fits = Decimals.TryAdd(left, _leftScale, -right, _rightScale, _precision, _scale, out value);
                break;
            case DecimalOperation.Multiply:
                fits = Decimals.TryMultiply(left, right, _leftScale + _rightScale, _precision, _scale, out value);
                break;
            default:
                value = 0;
                if (right == 0)
                {
                    return mode == OverflowMode.Error ? throw (operation == DecimalOperation.Divide ? BindErrors.DivideByZero() : BindErrors.RemainderByZero()) : false;
                }

                fits = operation == DecimalOperation.Divide
                    ? Decimals.TryDivide(left, _leftScale, right, _rightScale, _precision, _scale, out value)
                    : Decimals.TryRemainder(left, _leftScale, right, _rightScale, _precision, _scale, out value);
                if (fits && operation == DecimalOperation.PositiveRemainder && value < 0)
                {
                    fits = Decimals.TryAdd(value, _scale, right, _rightScale, _precision, _scale, out value)
                        && Decimals.TryRemainder(value, _scale, right, _rightScale, _precision, _scale, out value);
                }

                break;
        }

        return fits || (mode == OverflowMode.Error ? throw Error(left, right) : false);
    }

    private StreamingException Error(Int128 a, Int128 b)
    {
        var (x, y) = ((BigInteger)a, (BigInteger)b);
        int common = Math.Max(_leftScale, _rightScale);
        string text = operation switch
        {
            DecimalOperation.Multiply => Text(x * y, _leftScale + _rightScale),
            DecimalOperation.Divide => Text(Decimals.DivideHalfUp(x * BigInteger.Pow(10, Math.Max(0, _scale - _leftScale + _rightScale)), y), _scale),
            DecimalOperation.Subtract => Text((x * BigInteger.Pow(10, common - _leftScale)) - (y * BigInteger.Pow(10, common - _rightScale)), common),
            _ => Text((x * BigInteger.Pow(10, common - _leftScale)) + (y * BigInteger.Pow(10, common - _rightScale)), common),
        };
        return BindErrors.DecimalOutOfRange(text, new DecimalType(_precision, _scale));
    }

    private static string Text(BigInteger value, int scale)
    {
        string digits = BigInteger.Abs(value).ToString(CultureInfo.InvariantCulture).PadLeft(scale + 1, '0');
        return (value.Sign < 0 ? "-" : "") + (scale == 0 ? digits : $"{digits[..^scale]}.{digits[^scale..]}");
    }
}

/// <summary>left div right of decimals: the whole part as a 64-bit integer.</summary>
internal readonly struct DivideDecimalsWhole(int leftScale, int rightScale, OverflowMode mode) : IBinary<Int128, Int128, long>
{
    public bool Apply(Int128 left, Int128 right, EvaluationContext context, out long result)
    {
        result = 0;
        if (right == 0)
        {
            return mode == OverflowMode.Error ? throw BindErrors.DivideByZero() : false;
        }

        int common = Math.Max(leftScale, rightScale);
        var quotient = ((BigInteger)left * BigInteger.Pow(10, common - leftScale)) / ((BigInteger)right * BigInteger.Pow(10, common - rightScale));
        if (quotient < long.MinValue || quotient > long.MaxValue)
        {
            if (mode == OverflowMode.Wrap)
            {
                result = (long)(ulong)(quotient & ulong.MaxValue);
                return true;
            }

            return mode == OverflowMode.Error ? throw BindErrors.Overflow("Overflow in integral divide", "try_divide") : false;
        }

        result = (long)quotient;
        return true;
    }
}

/// <summary>Errors of arithmetic by the type of the numbers.</summary>
internal static class ArithmeticErrors
{
    public static StreamingException Overflow<T>(T left, string symbol, T right, string instead)
        where T : unmanaged, IBinaryInteger<T>
    {
        // Spark writes 8-bit numbers with the suffix of 16-bit ones here.
        bool isSmall = typeof(T) == typeof(sbyte) || typeof(T) == typeof(short);
        return isSmall
            ? BindErrors.SmallOverflow($"{left}S", symbol, $"{right}S", instead)
            : BindErrors.Overflow("overflow", instead);
    }
}
