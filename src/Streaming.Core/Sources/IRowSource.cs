namespace Streaming;

/// <summary>A source whose rows come as batches of columns.</summary>
internal interface IRowSource : IStreamSource
{
    /// <summary>Makes the reader of a worker. Called once per worker and run.</summary>
    IRowReader CreateReader(RowReadContext context);
}
