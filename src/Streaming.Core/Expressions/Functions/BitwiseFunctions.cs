using System.Numerics;

namespace Streaming;

/// <summary>Operators on bits.</summary>
internal static class BitwiseFunctions
{
    private const string Category = "bitwise";

    public static IEnumerable<FunctionDefinition> All =>
    [
        Define(["&"], "Bits that are set in both.", 2, call => Bind(call, BitOperation.And)),
        Define(["|"], "Bits that are set in one of them.", 2, call => Bind(call, BitOperation.Or)),
        Define(["^"], "Bits that are set in exactly one of them.", 2, call => Bind(call, BitOperation.Xor)),
        Define(["~"], "The other bits.", 1, BindNot),
        Define(["<<", "shiftleft"], "Bits moved to the left.", 2, call => BindShift(call, ShiftOperation.Left)),
        Define([">>", "shiftright"], "Bits moved to the right, with the sign.", 2, call => BindShift(call, ShiftOperation.Right)),
        Define([">>>", "shiftrightunsigned"], "Bits moved to the right, zeros moving in.", 2, call => BindShift(call, ShiftOperation.RightUnsigned)),
    ];

    private enum BitOperation
    {
        And,
        Or,
        Xor,
    }

    private enum ShiftOperation
    {
        Left,
        Right,
        RightUnsigned,
    }

    private static BoundExpression Bind(FunctionCall call, BitOperation operation)
    {
        var (left, right) = (call.Arguments[0], call.Arguments[1]);
        if (left.Type != right.Type)
        {
            var common = left.Type.IsString() || right.Type.IsString()
                ? TypeCoercion.WithText(left.Type, right.Type, isAnsi: true)
                : TypeCoercion.Tightest(left.Type, right.Type, call.Binder.IsAnsi);
            if (common is not null && common.IsIntegral())
            {
                (left, right) = (call.Binder.Convert(left, common), call.Binder.Convert(right, common));
            }
        }

        if (left.Type != right.Type)
        {
            throw BindErrors.BinaryDifferentTypes(call.Call, left.Type, right.Type);
        }

        if (left.Type.IsNull())
        {
            (left, right) = (call.Binder.Convert(left, DataTypes.Integer), call.Binder.Convert(right, DataTypes.Integer));
        }

        if (!left.Type.IsIntegral())
        {
            throw BindErrors.BinaryWrongType(call.Call, "\"INTEGRAL\"", left.Type);
        }

        var type = left.Type;
        return new BoundCall(type, left.Nullable || right.Nullable, [left, right], kernels => ((AtomicType)type).Kind switch
        {
            AtomicKind.Byte => new BinaryKernel<BitOp<sbyte>, sbyte, sbyte, sbyte>(new(operation), kernels[0], kernels[1], type),
            AtomicKind.Short => new BinaryKernel<BitOp<short>, short, short, short>(new(operation), kernels[0], kernels[1], type),
            AtomicKind.Integer => new BinaryKernel<BitOp<int>, int, int, int>(new(operation), kernels[0], kernels[1], type),
            _ => new BinaryKernel<BitOp<long>, long, long, long>(new(operation), kernels[0], kernels[1], type),
        });
    }

    private static BoundExpression BindNot(FunctionCall call)
    {
        var value = call.Arguments[0];
        value = value.Type.IsNull() ? call.Binder.Convert(value, DataTypes.Integer) : value.Type.IsString() ? call.Binder.Convert(value, DataTypes.Long) : value;
        var type = value.Type;
        if (!type.IsIntegral())
        {
            throw BindErrors.UnexpectedInput(call.Call, 0, "\"INTEGRAL\"", call.Call.Children[0], type);
        }

        return new BoundCall(type, value.Nullable, [value], kernels => ((AtomicType)type).Kind switch
        {
            AtomicKind.Byte => new UnaryKernel<Not<sbyte>, sbyte, sbyte>(default, kernels[0], type),
            AtomicKind.Short => new UnaryKernel<Not<short>, short, short>(default, kernels[0], type),
            AtomicKind.Integer => new UnaryKernel<Not<int>, int, int>(default, kernels[0], type),
            _ => new UnaryKernel<Not<long>, long, long>(default, kernels[0], type),
        });
    }

    private static BoundExpression BindShift(FunctionCall call, ShiftOperation operation)
    {
        var value = call.Arguments[0];
        if (!value.Type.IsIntegral() && !value.Type.IsNull() && !value.Type.IsString())
        {
            throw BindErrors.UnexpectedInput(call.Call, 0, "(\"INT\" or \"BIGINT\")", call.Call.Children[0], value.Type);
        }

        var type = value.Type == DataTypes.Long ? DataTypes.Long : DataTypes.Integer;
        value = call.Binder.Convert(value, type);
        var bits = call.Binder.Convert(call.Arguments[1], DataTypes.Integer);
        return new BoundCall(type, value.Nullable || bits.Nullable, [value, bits], kernels => type == DataTypes.Long
            ? new BinaryKernel<Shift<long>, long, int, long>(new(operation), kernels[0], kernels[1], type)
            : new BinaryKernel<Shift<int>, int, int, int>(new(operation), kernels[0], kernels[1], type));
    }

    private readonly struct BitOp<T>(BitOperation operation) : IBinary<T, T, T>
        where T : unmanaged, IBinaryInteger<T>
    {
        public bool Apply(T left, T right, EvaluationContext context, out T result)
        {
            result = operation switch
            {
                BitOperation.And => left & right,
                BitOperation.Or => left | right,
                _ => left ^ right,
            };
            return true;
        }
    }

    private readonly struct Not<T> : IUnary<T, T>
        where T : unmanaged, IBinaryInteger<T>
    {
        public bool Apply(T value, EvaluationContext context, out T result)
        {
            result = ~value;
            return true;
        }
    }

    private readonly struct Shift<T>(ShiftOperation operation) : IBinary<T, int, T>
        where T : unmanaged, IBinaryInteger<T>
    {
        // The number of bits is taken modulo the size, as the processor does.
        public bool Apply(T left, int right, EvaluationContext context, out T result)
        {
            result = operation switch
            {
                ShiftOperation.Left => left << right,
                ShiftOperation.Right => left >> right,
                _ => left >>> right,
            };
            return true;
        }
    }

    private static FunctionDefinition Define(string[] names, string summary, int arguments, Func<FunctionCall, BoundExpression> bind) =>
        new() { Names = names, Category = Category, Summary = summary, MinArguments = arguments, MaxArguments = arguments, Bind = bind };
}
