namespace Streaming;

/// <summary>The engine of this process registers itself here, so that nothing that writes plans knows it.</summary>
internal static class QueryBackends
{
    public static IQueryBackend? Default { get; set; }
}
