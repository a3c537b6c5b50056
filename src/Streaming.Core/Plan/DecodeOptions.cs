namespace Streaming;

/// <summary>What a decoding operator does with records that it cannot decode.</summary>
public sealed record DecodeOptions
{
    /// <summary>Fail (default), skip and count, or write to a dead-letter topic.</summary>
    public OnBadRecord OnBadRecord { get; init; } = OnBadRecord.Fail;

    /// <summary>The dead-letter topic; needed with <see cref="OnBadRecord.DeadLetter"/>, else refused.</summary>
    public string? DeadLetterTopic { get; init; }

    /// <summary>Format of the dead-letter sink.</summary>
    public string DeadLetterFormat { get; init; } = "kafka";

    /// <summary>Options of the dead-letter sink. Where empty, the <c>kafka.*</c> options of the source (its servers and security settings) are taken.</summary>
    public IReadOnlyDictionary<string, string> DeadLetterSinkOptions { get; init; } = new Dictionary<string, string>();
}
