namespace Streaming;

/// <summary>Ways of rounding.</summary>
internal enum RoundingMode
{
    HalfUp,
    HalfEven,
    Floor,
    Ceiling,
}
