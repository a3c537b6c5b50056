namespace Streaming;

/// <content>Functions of the category math. Made by FunctionListTests from the registry: change it there.</content>
public static partial class Functions
{
    /// <summary>Mathematical function acos.</summary>
    public static Column Acos(object? first) => Call("acos", first);

    /// <summary>Mathematical function acosh.</summary>
    public static Column Acosh(object? first) => Call("acosh", first);

    /// <summary>Mathematical function asin.</summary>
    public static Column Asin(object? first) => Call("asin", first);

    /// <summary>Mathematical function asinh.</summary>
    public static Column Asinh(object? first) => Call("asinh", first);

    /// <summary>Mathematical function atan.</summary>
    public static Column Atan(object? first) => Call("atan", first);

    /// <summary>Angle of a point.</summary>
    public static Column Atan2(object? first, object? second) => Call("atan2", first, second);

    /// <summary>Mathematical function atanh.</summary>
    public static Column Atanh(object? first) => Call("atanh", first);

    /// <summary>Mathematical function cbrt.</summary>
    public static Column Cbrt(object? first) => Call("cbrt", first);

    /// <summary>Smallest whole number not below.</summary>
    public static Column Ceiling(params object?[] arguments) => Call("ceiling", arguments);

    /// <summary>A number in digits of another base.</summary>
    public static Column Conv(object? first, object? second, object? third) => Call("conv", first, second, third);

    /// <summary>Mathematical function cosh.</summary>
    public static Column Cosh(object? first) => Call("cosh", first);

    /// <summary>Mathematical function cot.</summary>
    public static Column Cot(object? first) => Call("cot", first);

    /// <summary>Mathematical function csc.</summary>
    public static Column Csc(object? first) => Call("csc", first);

    /// <summary>Whole part of the quotient, as a 64-bit integer.</summary>
    public static Column Div(object? first, object? second) => Call("div", first, second);

    /// <summary>Euler's number.</summary>
    public static Column E() => Call("e");

    /// <summary>Mathematical function expm1.</summary>
    public static Column Expm1(object? first) => Call("expm1", first);

    /// <summary>Factorial of 0 to 20.</summary>
    public static Column Factorial(object? first) => Call("factorial", first);

    /// <summary>Length of a vector.</summary>
    public static Column Hypot(object? first, object? second) => Call("hypot", first, second);

    /// <summary>Logarithm ln; NULL outside its domain.</summary>
    public static Column Ln(object? first) => Call("ln", first);

    /// <summary>Logarithm log1p; NULL outside its domain.</summary>
    public static Column Log1p(object? first) => Call("log1p", first);

    /// <summary>Remainder with the sign of the dividend.</summary>
    public static Column Mod(object? first, object? second) => Call("mod", first, second);

    /// <summary>The number with the other sign.</summary>
    public static Column Negative(object? first) => Call("negative", first);

    /// <summary>Pi.</summary>
    public static Column Pi() => Call("pi");

    /// <summary>The number itself.</summary>
    public static Column Positive(object? first) => Call("positive", first);

    /// <summary>A power.</summary>
    public static Column Power(object? first, object? second) => Call("power", first, second);

    /// <summary>A random number from 0 to below 1; a seed makes the numbers the same in every run.</summary>
    public static Column Rand(params object?[] arguments) => Call("rand", arguments);

    /// <summary>A random number of the normal distribution.</summary>
    public static Column Randn(params object?[] arguments) => Call("randn", arguments);

    /// <summary>A random number from 0 to below 1; a seed makes the numbers the same in every run.</summary>
    public static Column Random(params object?[] arguments) => Call("random", arguments);

    /// <summary>Mathematical function rint.</summary>
    public static Column Rint(object? first) => Call("rint", first);

    /// <summary>Mathematical function sec.</summary>
    public static Column Sec(object? first) => Call("sec", first);

    /// <summary>-1, 0 or 1 by the sign.</summary>
    public static Column Sign(object? first) => Call("sign", first);

    /// <summary>Mathematical function sinh.</summary>
    public static Column Sinh(object? first) => Call("sinh", first);

    /// <summary>Mathematical function tanh.</summary>
    public static Column Tanh(object? first) => Call("tanh", first);

    /// <summary>Sum, NULL on overflow.</summary>
    public static Column TryAdd(object? first, object? second) => Call("try_add", first, second);

    /// <summary>Quotient, NULL where the divisor is 0.</summary>
    public static Column TryDivide(object? first, object? second) => Call("try_divide", first, second);

    /// <summary>Remainder, NULL where the divisor is 0.</summary>
    public static Column TryMod(object? first, object? second) => Call("try_mod", first, second);

    /// <summary>Product, NULL on overflow.</summary>
    public static Column TryMultiply(object? first, object? second) => Call("try_multiply", first, second);

    /// <summary>Difference, NULL on overflow.</summary>
    public static Column TrySubtract(object? first, object? second) => Call("try_subtract", first, second);

    /// <summary>A random number between two.</summary>
    public static Column Uniform(params object?[] arguments) => Call("uniform", arguments);

    /// <summary>The number of the bucket, of so many between two bounds, that a value is in.</summary>
    public static Column WidthBucket(object? first, object? second, object? third, object? fourth) => Call("width_bucket", first, second, third, fourth);
}
