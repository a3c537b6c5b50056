namespace Streaming;

/// <summary>Errors of functions, with Spark's classes and texts.</summary>
internal static class FunctionErrors
{
    private static readonly string[] Ordinals = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"];

    public static string Ordinal(int index) => index < Ordinals.Length ? Ordinals[index] : $"{index + 1}th";

    public static StreamingException Of(string errorClass, string sqlState, string text) =>
        new(errorClass, $"[{errorClass}] {text} SQLSTATE: {sqlState}") { SqlState = sqlState };

    public static StreamingException UnexpectedType(FunctionCall call, int argument, string wanted) =>
        Of("DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE", "42K09", $"Cannot resolve \"{call.Call.Sql}\" due to data type mismatch: The {Ordinal(argument)} parameter requires the {wanted} type, however \"{call.Call.Children[argument].Sql}\" has the type \"{call.Arguments[argument].Type.Sql}\".");

    public static StreamingException NonFoldable(FunctionCall call, int argument, string name) =>
        Of("DATATYPE_MISMATCH.NON_FOLDABLE_INPUT", "42K09", $"Cannot resolve \"{call.Call.Sql}\" due to data type mismatch: the input `{name}` should be a foldable \"STRING\" expression; however, got \"{call.Call.Children[argument].Sql}\".");

    public static StreamingException Mismatch(FunctionCall call, string subclass, string text) =>
        Of($"DATATYPE_MISMATCH.{subclass}", "42K09", $"Cannot resolve \"{call.Call.Sql}\" due to data type mismatch: {text}");

    public static StreamingException InvalidParameter(string subclass, string parameter, string function, string text) =>
        Of($"INVALID_PARAMETER_VALUE.{subclass}", "22023", $"The value of parameter(s) {parameter} in `{function}` is invalid: {text}");
}
