namespace Streaming;

/// <summary>A store of an operator with state.</summary>
/// <param name="Name">Name within the operator.</param>
/// <param name="KeySchema">What its keys are: DDL of columns, or the name of a C# type.</param>
/// <param name="ValueSchema">What its values are, in the same form.</param>
public sealed record StateStoreInfo(string Name, string KeySchema, string ValueSchema);
