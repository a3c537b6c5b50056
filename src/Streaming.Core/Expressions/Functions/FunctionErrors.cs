namespace Streaming;

/// <summary>Errors of functions by their calls; the texts are those of <see cref="BindErrors"/>.</summary>
internal static class FunctionErrors
{
    public static StreamingException Of(string errorClass, string sqlState, string text) => BindErrors.Make(errorClass, text, sqlState);

    public static StreamingException UnexpectedType(FunctionCall call, int argument, string wanted) =>
        BindErrors.UnexpectedInput(call.Call, argument, wanted, call.Call.Children[argument], call.Arguments[argument].Type);

    public static StreamingException NonFoldable(FunctionCall call, int argument, string name) =>
        BindErrors.Mismatch("NON_FOLDABLE_INPUT", call.Call, $"the input `{name}` should be a foldable \"STRING\" expression; however, got \"{call.Call.Children[argument].Sql}\".");

    public static StreamingException Mismatch(FunctionCall call, string subclass, string text) => BindErrors.Mismatch(subclass, call.Call, text);

    public static StreamingException InvalidParameter(string subclass, string parameter, string function, string text) =>
        BindErrors.Make($"INVALID_PARAMETER_VALUE.{subclass}", $"The value of parameter(s) {parameter} in `{function}` is invalid: {text}", "22023");
}
