namespace Streaming.Conformance;

/// <summary>The case cannot be said in .NET.</summary>
public sealed class NotExpressibleException(string reason) : Exception(reason);
