namespace Streaming.Testing;

/// <summary>Rows that did not reach the end of a query, by reason; counted for committed batches only.</summary>
/// <param name="Skipped">Records that could not be decoded and were skipped (<see cref="OnBadRecord.Skip"/>).</param>
/// <param name="DeadLetters">Records that could not be decoded and went to a dead-letter topic (<see cref="OnBadRecord.DeadLetter"/>).</param>
/// <param name="Late">Rows older than the watermark.</param>
public readonly record struct DroppedRows(long Skipped, long DeadLetters, long Late)
{
    /// <summary>All of them.</summary>
    public long Total => Skipped + DeadLetters + Late;
}
