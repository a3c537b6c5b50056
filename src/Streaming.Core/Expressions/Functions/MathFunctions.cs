using P = Streaming.Parameter;

namespace Streaming;

/// <summary>Mathematical functions.</summary>
internal static class MathFunctions
{
    private const string Category = "math";

    public static IEnumerable<FunctionDefinition> All =>
    [
        Scalar.Bind(Category, "round", "Rounded half away from zero to a number of digits.", 1, 2, call => Rounding.Bind(call, RoundingMode.HalfUp)),
        Scalar.Bind(Category, "bround", "Rounded half to even to a number of digits.", 1, 2, call => Rounding.Bind(call, RoundingMode.HalfEven)),
        Scalar.Bind(Category, "floor", "Largest whole number not above.", 1, 2, call => Rounding.BindWhole(call, RoundingMode.Floor)),
        Scalar.Bind(Category, "ceil,ceiling", "Smallest whole number not below.", 1, 2, call => Rounding.BindWhole(call, RoundingMode.Ceiling)),
        Function("sqrt", Math.Sqrt),
        Function("cbrt", Math.Cbrt),
        Function("exp", Math.Exp),
        Function("expm1", x => Math.Abs(x) < 1e-5 ? x + (x * x / 2) + (x * x * x / 6) : Math.Exp(x) - 1),
        Function("sin", Math.Sin),
        Function("cos", Math.Cos),
        Function("tan", Math.Tan),
        Function("cot", x => 1 / Math.Tan(x)),
        Function("sec", x => 1 / Math.Cos(x)),
        Function("csc", x => 1 / Math.Sin(x)),
        Function("asin", Math.Asin),
        Function("acos", Math.Acos),
        Function("atan", Math.Atan),
        Function("sinh", Math.Sinh),
        Function("cosh", Math.Cosh),
        Function("tanh", Math.Tanh),
        Function("asinh", Asinh),
        Function("acosh", Math.Acosh),
        Function("atanh", x => double.IsInfinity(x) ? double.NaN : 0.5 * (Log1p(x) - Log1p(-x))),
        Function("rint", x => Math.Round(x, MidpointRounding.ToEven)),
        Function("degrees", x => x * (180 / Math.PI)),
        Function("radians", x => x * (Math.PI / 180)),
        Scalar.Define(Category, "signum,sign", "-1, 0 or 1 by the sign.", [NumberOrInterval], DataTypes.Double, (f, row) => f.Return(row, NumberReading.ToDouble(f.Arguments[0], row) is var x && (double.IsNaN(x) || x == 0) ? x : Math.Sign(x))),
        Logarithm("ln", Math.Log, 0),
        Logarithm("log10", Math.Log10, 0),
        Logarithm("log2", Math.Log2, 0),
        Logarithm("log1p", Log1p, -1),
        Scalar.Define(Category, "log", "Natural logarithm, or that of a base given first.", [P.Double], DataTypes.Double, Log, least: 1, most: 2, nullable: true),
        Scalar.Define(Category, "pow,power", "A power.", [P.Double, P.Double], DataTypes.Double, (f, row) => f.Return(row, Power(f.Double(0, row), f.Double(1, row)))),
        Scalar.Define(Category, "atan2", "Angle of a point.", [P.Double, P.Double], DataTypes.Double, (f, row) => f.Return(row, Math.Atan2(f.Double(0, row) + 0.0, f.Double(1, row) + 0.0))),
        Scalar.Define(Category, "hypot", "Length of a vector.", [P.Double, P.Double], DataTypes.Double, (f, row) => f.Return(row, double.Hypot(f.Double(0, row), f.Double(1, row)))),
        Scalar.Define(Category, "e", "Euler's number.", [], DataTypes.Double, (f, row) => f.Return(row, Math.E)),
        Scalar.Define(Category, "pi", "Pi.", [], DataTypes.Double, (f, row) => f.Return(row, Math.PI)),
        Scalar.Define(Category, "factorial", "Factorial of 0 to 20.", [P.Int], DataTypes.Long, Factorial, nullable: true),
    ];

    private static Parameter NumberOrInterval { get; } = new("(\"DOUBLE\" or \"INTERVAL DAY TO SECOND\" or \"INTERVAL YEAR TO MONTH\")", type => type is IntervalType ? type : P.Double.Accept(type));

    private static double Log1p(double x)
    {
        double u = 1 + x;
        return u == 1 || double.IsInfinity(u) ? x : u <= 0 || u == x ? Math.Log(u) : Math.Log(u) * (x / (u - 1));
    }

    private static double Asinh(double x) => x == 0 || !double.IsFinite(x) ? x : Math.Sign(x) * (Math.Abs(x) > 1e150 ? Math.Log(Math.Abs(x)) + Math.Log(2) : Math.Log(Math.Abs(x) + Math.Sqrt((x * x) + 1)));

    private static double Power(double x, double y) => Math.Abs(x) == 1 && double.IsInfinity(y) ? double.NaN : double.IsNaN(y) ? double.NaN : Math.Pow(x, y);

    private static FunctionDefinition Function(string names, Func<double, double> function) =>
        Scalar.Define(Category, names, $"Mathematical function {names.Split(',')[0]}.", [P.Double], DataTypes.Double, (f, row) => f.Return(row, function(f.Double(0, row))), nullable: true);

    private static FunctionDefinition Logarithm(string name, Func<double, double> function, double bound) =>
        Scalar.Define(Category, name, $"Logarithm {name}; NULL outside its domain.", [P.Double], DataTypes.Double, (f, row) =>
        {
            double x = f.Double(0, row);
            if (x <= bound)
            {
                f.ReturnNull(row);
            }
            else
            {
                f.Return(row, function(x));
            }
        }, nullable: true);

    private static void Log(CallFrame f, int row)
    {
        double x = f.Double(f.Count - 1, row);
        if (x <= 0 || (f.Count > 1 && f.Double(0, row) <= 0))
        {
            f.ReturnNull(row);
            return;
        }

        f.Return(row, f.Count > 1 ? Math.Log(x) / Math.Log(f.Double(0, row)) : Math.Log(x));
    }

    private static void Factorial(CallFrame f, int row)
    {
        int n = f.Int(0, row);
        if (n is < 0 or > 20)
        {
            f.ReturnNull(row);
            return;
        }

        long result = 1;
        for (int i = 2; i <= n; i++)
        {
            result *= i;
        }

        f.Return(row, result);
    }
}
