namespace Streaming;

internal static class SinkSettings
{
    public static StreamingException Missing(string sink, Type wanted, object? given, string call) => new(
        "SINK_SETTINGS",
        given is null
            ? $"The sink '{sink}' needs user code that no option can name: {call} instead of Format(\"{sink}\")."
            : $"The sink '{sink}' needs settings of type {TypeName.Of(wanted)} and was given {TypeName.Of(given.GetType())}: {call}.");
}
