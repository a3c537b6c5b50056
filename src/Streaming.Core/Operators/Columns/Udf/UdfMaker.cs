using System.Reflection;

namespace Streaming;

/// <summary>Makes definitions of C# functions.</summary>
internal static class UdfMaker
{
    private static readonly Type[] Signatures =
    [
        typeof(Func<>), typeof(Func<,>), typeof(Func<,,>), typeof(Func<,,,>), typeof(Func<,,,,>), typeof(Func<,,,,,>), typeof(Func<,,,,,,>), typeof(Func<,,,,,,,>),
        typeof(Func<,,,,,,,,>), typeof(Func<,,,,,,,,,>), typeof(Func<,,,,,,,,,,>),
    ];

    private static readonly Type[] Kernels =
    [
        typeof(Udf0Kernel<>), typeof(Udf1Kernel<,>), typeof(Udf2Kernel<,,>), typeof(Udf3Kernel<,,,>), typeof(Udf4Kernel<,,,,>), typeof(Udf5Kernel<,,,,,>), typeof(Udf6Kernel<,,,,,,>),
        typeof(Udf7Kernel<,,,,,,,>), typeof(Udf8Kernel<,,,,,,,,>), typeof(Udf9Kernel<,,,,,,,,,>), typeof(Udf10Kernel<,,,,,,,,,,>),
    ];

    /// <summary>The definition of a function.</summary>
    /// <exception cref="StreamingException">It has types that SQL does not know, no result, or too many parameters.</exception>
    public static UdfDefinition Make(Delegate function, string? name, bool isDeterministic)
    {
        var method = function.GetType().GetMethod("Invoke")!;
        var parameters = method.GetParameters();
        string shown = name is null ? "The function" : $"The function `{name}`";
        if (parameters.Length >= Signatures.Length)
        {
            throw Unsupported($"{shown} has {parameters.Length} parameters; at most {Signatures.Length - 1} are possible. Pass a struct (a record in C#) or an array instead.");
        }

        if (parameters.Any(parameter => parameter.ParameterType.IsByRef || parameter.ParameterType.IsByRefLike))
        {
            throw Unsupported($"{shown} has parameters by reference. Take and return values.");
        }

        var result = method.ReturnType;
        if (result == typeof(void) || typeof(System.Threading.Tasks.Task).IsAssignableFrom(result) || UdfTypes.IsAny(result))
        {
            throw Unsupported($"{shown} returns {TypeNames.Of(result)}, for which there is no SQL type. Return a value of a definite type.");
        }

        Type[] types = [.. parameters.Select(parameter => parameter.ParameterType), result];
        var cells = types.Select(type => type == typeof(Row) ? (new StructType(), true) : type == typeof(object) ? (null, true) : TypeOf(type)).ToList();
        var functionType = Signatures[parameters.Length].MakeGenericType(types);
        var same = function.GetType() == functionType ? function : Delegate.CreateDelegate(functionType, function, method);
        var kernelType = Kernels[parameters.Length].MakeGenericType(types);
        var argumentTypes = types[..^1].Select(type => typeof(UdfArgument<>).MakeGenericType(type)).ToArray();
        return new UdfDefinition
        {
            Name = name,
            Parameters = [.. cells.SkipLast(1).Select(cell => cell.Item1)],
            IsPrimitive = [.. types.SkipLast(1).Select(type => type.IsValueType && Nullable.GetUnderlyingType(type) is null)],
            Result = cells[^1].Item1!,
            Nullable = cells[^1].Item2,
            IsDeterministic = isDeterministic,
            Compile = (kernels, text) => (Kernel)Activator.CreateInstance(
                kernelType, text, same, kernels.Select((kernel, i) => (IUdfArgument)Activator.CreateInstance(argumentTypes[i], kernel)!).ToArray())!,
        };
    }

    private static (DataType? Type, bool Nullable) TypeOf(Type type)
    {
        object cell = SqlCells.Make(type);
        var properties = cell.GetType();
        return ((DataType)properties.GetProperty(nameof(SqlCell<int>.Type))!.GetValue(cell)!, (bool)properties.GetProperty(nameof(SqlCell<int>.Nullable))!.GetValue(cell)!);
    }

    private static StreamingException Unsupported(string text) => new("UNSUPPORTED_FEATURE.UDF", $"[UNSUPPORTED_FEATURE.UDF] {text} SQLSTATE: 0A000") { SqlState = "0A000" };
}
