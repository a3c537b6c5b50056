namespace Streaming;

/// <summary>Short forms to define functions that are computed row by row.</summary>
internal static class Scalar
{
    /// <summary>A function of fixed parameters and result.</summary>
    /// <param name="category">Category for the documentation.</param>
    /// <param name="names">Names separated by a comma, the usual one first.</param>
    /// <param name="summary">One line for the documentation.</param>
    /// <param name="parameters">The parameters; the last one repeats where <paramref name="most"/> is larger.</param>
    /// <param name="result">Type of the result.</param>
    /// <param name="function">Computes a row.</param>
    /// <param name="least">Fewest arguments; all by default.</param>
    /// <param name="most">Most arguments.</param>
    /// <param name="nullable">Whether the result can be NULL whatever the arguments are.</param>
    /// <param name="isStrict">NULL where an argument is NULL.</param>
    public static FunctionDefinition Define(
        string category,
        string names,
        string summary,
        Parameter[] parameters,
        DataType result,
        RowFunction function,
        int least = -1,
        int most = -1,
        bool nullable = false,
        bool isStrict = true) =>
        Define(category, names, summary, parameters, _ => result, function, least, most, nullable, isStrict);

    /// <summary>A function whose result type follows from the converted arguments.</summary>
    public static FunctionDefinition Define(
        string category,
        string names,
        string summary,
        Parameter[] parameters,
        Func<BoundExpression[], DataType> result,
        RowFunction function,
        int least = -1,
        int most = -1,
        bool nullable = false,
        bool isStrict = true) =>
        Bind(category, names, summary, least < 0 ? parameters.Length : least, most < 0 ? parameters.Length : most, call =>
        {
            var arguments = Convert(call, parameters);
            return new ScalarCall(result(arguments), nullable || (isStrict && arguments.Any(argument => argument.Nullable)), function, isStrict, arguments);
        });

    /// <summary>A function that binds itself.</summary>
    public static FunctionDefinition Bind(string category, string names, string summary, int least, int most, Func<FunctionCall, BoundExpression> bind) => new()
    {
        Names = names.Split(','),
        Category = category,
        Summary = summary,
        MinArguments = least,
        MaxArguments = most,
        Bind = bind,
    };

    /// <summary>The arguments converted to what the parameters take.</summary>
    public static BoundExpression[] Convert(FunctionCall call, params Parameter[] parameters)
    {
        var arguments = new BoundExpression[call.Arguments.Count];
        for (int i = 0; i < arguments.Length; i++)
        {
            var parameter = parameters[Math.Min(i, parameters.Length - 1)];
            var argument = call.Arguments[i];
            var type = parameter.Accept(argument.Type) ?? throw FunctionErrors.UnexpectedType(call, i, parameter.Sql);
            arguments[i] = Coerce.To(call, argument, type);
        }

        return arguments;
    }

    /// <summary>Value of a constant text argument; null for NULL, an error where it is not constant.</summary>
    public static string? ConstantText(FunctionCall call, int argument, string name) =>
        call.Call.Children[argument] is LiteralExpression { Value: null or string } literal
            ? (string?)literal.Value
            : Constants.Text(call.Arguments[argument], () => FunctionErrors.NonFoldable(call, argument, name));
}
