namespace Streaming;

/// <summary>Rows of one key that belong together, on the way to the worker that owns the key.</summary>
internal readonly record struct SessionPart<TBuffer>(long Start, long End, TBuffer Value);
