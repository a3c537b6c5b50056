namespace Streaming.Conformance;

/// <summary>The case needs something that does not exist here yet: it fails.</summary>
public sealed class MissingFeatureException(string feature) : Exception($"missing: {feature}");
