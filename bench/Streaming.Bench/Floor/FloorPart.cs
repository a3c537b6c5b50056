namespace Streaming.Bench;

/// <summary>Which part of the pipeline the floor engine runs.</summary>
internal enum FloorPart
{
    /// <summary>Read, filter, write.</summary>
    Full,

    /// <summary>Read only.</summary>
    Consume,

    /// <summary>Write only; half as many records as the input has.</summary>
    Produce,
}
