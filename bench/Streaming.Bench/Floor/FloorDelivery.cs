namespace Streaming.Bench;

/// <summary>How the floor engine learns that records have arrived.</summary>
internal enum FloorDelivery
{
    /// <summary>A delivery handler with every record, one cached delegate per producer.</summary>
    Handler,

    /// <summary>Reports are on, but no record has a handler; a flush at the end.</summary>
    Flush,

    /// <summary>Reports are off; a flush at the end. Failed records go unnoticed.</summary>
    Off,
}
