namespace Streaming;

/// <summary>Kafka records decoded to typed ones; what cannot be decoded is treated as <see cref="DecodeOptions"/> says.</summary>
/// <typeparam name="T">Rows that go out.</typeparam>
public sealed class DecodeNode<T> : LogicalNode<T>
{
    internal DecodeNode(LogicalNode<KafkaRecord> input, Func<KafkaRecord, T> decode, DecodeOptions options)
        : base("Decode", input)
    {
        Input = input;
        Decode = decode;
        Options = options;
    }

    /// <summary>The input.</summary>
    public LogicalNode<KafkaRecord> Input { get; }

    /// <summary>Decodes a record; throws where it cannot.</summary>
    public Func<KafkaRecord, T> Decode { get; }

    /// <summary>What happens to bad records.</summary>
    public DecodeOptions Options { get; }

    /// <inheritdoc/>
    public override string Detail => $"{TypeNames.Of(typeof(T))}, bad records: {Options.OnBadRecord}";

    /// <inheritdoc/>
    public override TResult Accept<TArgument, TResult>(IPlanVisitor<TArgument, TResult> visitor, TArgument argument) => visitor.VisitDecode(this, argument);
}
