namespace Streaming;

/// <summary>Sum and number of values.</summary>
internal record struct AverageBuffer<TNumber>(TNumber Sum, long Count)
    where TNumber : struct;
