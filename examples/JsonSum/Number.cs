/// <summary>One number of a message.</summary>
internal sealed record Number(int RandomInt);
