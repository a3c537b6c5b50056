using System.Diagnostics.CodeAnalysis;

namespace Streaming;

internal static class SerdeErrors
{
    [DoesNotReturn]
    public static void ThrowLength(string type, int expected, int actual) => throw Length(type, expected, actual);

    public static FormatException Length(string type, int expected, int actual) =>
        new($"A value of type {type} takes {expected} bytes, but there are {actual}.");

    [DoesNotReturn]
    public static void ThrowMalformed(string type, string what) => throw new FormatException($"These bytes are no value of type {type}: {what}.");

    public static StreamingException Unsupported(Type type, string reason) => new("UNSUPPORTED_SERDE_TYPE",
        $"There is no built-in serde for the type {TypeName.Of(type)}: {reason}. Pass a serde for it (an ISerde<{TypeName.Of(type)}>, for example Serdes.Json<{TypeName.Of(type)}>()).");
}
