namespace Streaming;

/// <content>Operators.</content>
public sealed partial class Column
{
    /// <summary>Sum.</summary>
    public static Column operator +(Column left, Column right) => Binary("+", left, right);

    /// <summary>Sum.</summary>
    public static Column operator +(Column left, object? right) => Binary("+", left, right);

    /// <summary>Sum.</summary>
    public static Column operator +(object? left, Column right) => Binary("+", left, right);

    /// <summary>Difference.</summary>
    public static Column operator -(Column left, Column right) => Binary("-", left, right);

    /// <summary>Difference.</summary>
    public static Column operator -(Column left, object? right) => Binary("-", left, right);

    /// <summary>Difference.</summary>
    public static Column operator -(object? left, Column right) => Binary("-", left, right);

    /// <summary>Product.</summary>
    public static Column operator *(Column left, Column right) => Binary("*", left, right);

    /// <summary>Product.</summary>
    public static Column operator *(Column left, object? right) => Binary("*", left, right);

    /// <summary>Product.</summary>
    public static Column operator *(object? left, Column right) => Binary("*", left, right);

    /// <summary>Quotient: a fraction also of integers.</summary>
    public static Column operator /(Column left, Column right) => Binary("/", left, right);

    /// <summary>Quotient: a fraction also of integers.</summary>
    public static Column operator /(Column left, object? right) => Binary("/", left, right);

    /// <summary>Quotient: a fraction also of integers.</summary>
    public static Column operator /(object? left, Column right) => Binary("/", left, right);

    /// <summary>Remainder, with the sign of the left side.</summary>
    public static Column operator %(Column left, Column right) => Binary("%", left, right);

    /// <summary>Remainder, with the sign of the left side.</summary>
    public static Column operator %(Column left, object? right) => Binary("%", left, right);

    /// <summary>Remainder, with the sign of the left side.</summary>
    public static Column operator %(object? left, Column right) => Binary("%", left, right);

    /// <summary>Equal; NULL where a side is NULL.</summary>
    public static Column operator ==(Column left, Column right) => Binary("=", left, right);

    /// <summary>Equal; NULL where a side is NULL.</summary>
    public static Column operator ==(Column left, object? right) => Binary("=", left, right);

    /// <summary>Equal; NULL where a side is NULL.</summary>
    public static Column operator ==(object? left, Column right) => Binary("=", left, right);

    /// <summary>Not equal; NULL where a side is NULL.</summary>
    public static Column operator !=(Column left, Column right) => Binary("<>", left, right);

    /// <summary>Not equal; NULL where a side is NULL.</summary>
    public static Column operator !=(Column left, object? right) => Binary("<>", left, right);

    /// <summary>Not equal; NULL where a side is NULL.</summary>
    public static Column operator !=(object? left, Column right) => Binary("<>", left, right);

    /// <summary>Less.</summary>
    public static Column operator <(Column left, Column right) => Binary("<", left, right);

    /// <summary>Less.</summary>
    public static Column operator <(Column left, object? right) => Binary("<", left, right);

    /// <summary>Less.</summary>
    public static Column operator <(object? left, Column right) => Binary("<", left, right);

    /// <summary>Less or equal.</summary>
    public static Column operator <=(Column left, Column right) => Binary("<=", left, right);

    /// <summary>Less or equal.</summary>
    public static Column operator <=(Column left, object? right) => Binary("<=", left, right);

    /// <summary>Less or equal.</summary>
    public static Column operator <=(object? left, Column right) => Binary("<=", left, right);

    /// <summary>Greater.</summary>
    public static Column operator >(Column left, Column right) => Binary(">", left, right);

    /// <summary>Greater.</summary>
    public static Column operator >(Column left, object? right) => Binary(">", left, right);

    /// <summary>Greater.</summary>
    public static Column operator >(object? left, Column right) => Binary(">", left, right);

    /// <summary>Greater or equal.</summary>
    public static Column operator >=(Column left, Column right) => Binary(">=", left, right);

    /// <summary>Greater or equal.</summary>
    public static Column operator >=(Column left, object? right) => Binary(">=", left, right);

    /// <summary>Greater or equal.</summary>
    public static Column operator >=(object? left, Column right) => Binary(">=", left, right);

    /// <summary>Both are true.</summary>
    public static Column operator &(Column left, Column right) => Binary("AND", left, right);

    /// <summary>One is true.</summary>
    public static Column operator |(Column left, Column right) => Binary("OR", left, right);

    /// <summary>Not true; NULL for NULL.</summary>
    public static Column operator !(Column operand) => new(new CallExpression("NOT", [Operand(operand)]));

    /// <summary>The number with the other sign.</summary>
    public static Column operator -(Column operand) => new(new CallExpression("-", [Operand(operand)]));

    /// <summary>All bits turned.</summary>
    public static Column operator ~(Column operand) => new(new CallExpression("~", [Operand(operand)]));

    private static Column Binary(string function, object? left, object? right) => new(new CallExpression(function, [Operand(left), Operand(right)]));
}
