using System.Globalization;

namespace Streaming;

/// <summary>Implicit casts of the two sides of operators.</summary>
internal static class Operands
{
    public static (BoundExpression Left, BoundExpression Right) ForArithmetic(FunctionCall call) => ForArithmetic(call, call.Arguments[0], call.Arguments[1]);

    /// <summary>Both sides as one numeric type, or both decimals of their own types.</summary>
    public static (BoundExpression Left, BoundExpression Right) ForArithmetic(FunctionCall call, BoundExpression left, BoundExpression right)
    {
        var binder = call.Binder;
        if (left.Type.IsString() != right.Type.IsString())
        {
            var other = left.Type.IsString() ? right.Type : left.Type;
            if (binder.IsAnsi)
            {
                if (!other.IsNull() && TypeCoercion.WithText(left.Type, right.Type, isAnsi: true) is { } type)
                {
                    (left, right) = (binder.Convert(left, type), binder.Convert(right, type));
                }
            }
            else if (other.IsNumeric() || other.IsNull())
            {
                left = left.Type.IsString() ? binder.Convert(left, DataTypes.Double) : left;
                right = right.Type.IsString() ? binder.Convert(right, DataTypes.Double) : right;
            }
        }
        else if (!binder.IsAnsi && left.Type.IsString())
        {
            (left, right) = (binder.Convert(left, DataTypes.Double), binder.Convert(right, DataTypes.Double));
        }

        (left, right) = Decimal(binder, left, right);
        if (left.Type is DecimalType && right.Type is DecimalType)
        {
            return (left, right);
        }

        if (left.Type != right.Type && TypeCoercion.Tightest(left.Type, right.Type, binder.IsAnsi) is { } common)
        {
            // Where the wider type is none an operator takes, the sides stay as they are and the error names them.
            return (binder.Convert(left, common), binder.Convert(right, common));
        }

        if (left.Type.IsNull() && right.Type.IsNull())
        {
            return (binder.Convert(left, DataTypes.Double), binder.Convert(right, DataTypes.Double));
        }

        return (left, right);
    }

    /// <summary>Both sides as one type, for comparisons; the types stay different where nothing fits.</summary>
    public static (BoundExpression Left, BoundExpression Right) ForComparison(Binder binder, BoundExpression left, BoundExpression right)
    {
        if (left.Type.SameType(right.Type))
        {
            return (left, right);
        }

        var text = binder.IsAnsi ? TypeCoercion.WithText(left.Type, right.Type, true) : TypeCoercion.LegacyComparison(left.Type, right.Type);
        if (text is not null)
        {
            return (binder.Convert(left, text), binder.Convert(right, text));
        }

        (left, right) = Decimal(binder, left, right);
        return TypeCoercion.Wider(left.Type, right.Type, binder.IsAnsi) is { } common ? (binder.Convert(left, common), binder.Convert(right, common)) : (left, right);
    }

    public static bool SameFamily(DataType left, DataType right) => left.SameType(right) || (left is DecimalType && right is DecimalType);

    // A decimal next to an integer: the integer becomes a decimal, a constant one of just its digits; next to a floating-point number both are double.
    private static (BoundExpression Left, BoundExpression Right) Decimal(Binder binder, BoundExpression left, BoundExpression right)
    {
        if (left.Type is DecimalType && right.Type.IsIntegral())
        {
            return (left, binder.Convert(right, ExactType(right)));
        }

        if (right.Type is DecimalType && left.Type.IsIntegral())
        {
            return (binder.Convert(left, ExactType(left)), right);
        }

        return (left.Type is DecimalType && right.Type.IsFloating()) || (right.Type is DecimalType && left.Type.IsFloating())
            ? (binder.Convert(left, DataTypes.Double), binder.Convert(right, DataTypes.Double))
            : (left, right);
    }

    private static DecimalType ExactType(BoundExpression value)
    {
        if (value is not BoundLiteral { Value: { } constant })
        {
            return TypeCoercion.ForIntegral(value.Type);
        }

        var number = Int128.Abs(System.Convert.ToInt64(constant, CultureInfo.InvariantCulture));
        return new DecimalType(number.ToString(CultureInfo.InvariantCulture).Length, 0);
    }
}
