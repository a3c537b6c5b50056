namespace Streaming;

/// <summary>Decodes Kafka records; bad ones fail the query, are skipped and counted, or go to the dead-letter sink.</summary>
internal sealed class DecodeLink<T>(StageContext context, int number, Func<KafkaRecord, T> decode, OnBadRecord onBadRecord, BatchAppender<DeadLetterRecord>? deadLetters, Link<T> next)
    : Link<KafkaRecord>, IBadRecordCounter
{
    /// <summary>Bad records since the run began.</summary>
    public long BadRecords { get; private set; }

    public OnBadRecord OnBadRecord => onBadRecord;

    public string Operator => context.Names[number];

    public override void Push(KafkaRecord record)
    {
        context.Current = number;
        T value;
        try
        {
            value = decode(record);
        }
        catch (Exception error) when (!(error is OperationCanceledException && context.CancellationToken.IsCancellationRequested))
        {
            Refuse(record, error);
            return;
        }

        next.Push(value);
    }

    private void Refuse(KafkaRecord record, Exception error)
    {
        BadRecords++;
        switch (onBadRecord)
        {
            case OnBadRecord.Skip:
                return;
            case OnBadRecord.DeadLetter:
                deadLetters!.Push(new DeadLetterRecord(
                    record.HasKey ? record.Key.ToArray() : null, record.HasValue ? record.Value.ToArray() : null, record.Topic, record.Partition, record.Offset, error.Message, record.Headers));
                return;
            default:
                throw new StreamingException(
                    "MALFORMED_RECORD",
                    $"[MALFORMED_RECORD] Operator {context.Names[number]} cannot decode the record at topic '{record.Topic}', partition {record.Partition}, offset {record.Offset}: {error.Message} "
                    + "Choose OnBadRecord.Skip or OnBadRecord.DeadLetter in DecodeOptions to go on without such records.",
                    error)
                {
                    Operator = context.Names[number],
                    StreamSource = context.Origin.Source,
                    Topic = record.Topic,
                    Partition = record.Partition,
                    Offset = record.Offset,
                };
        }
    }
}
