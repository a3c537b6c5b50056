using Confluent.Kafka;

namespace Streaming.Kafka.Clients.Confluent;

/// <summary>Sorts the client's error codes.</summary>
internal static class ConfluentErrors
{
    private static readonly string[] Secret = ["password", "secret", "token", "key.pem", "jaas", "credential", "config"];

    public static KafkaFailure Kind(ErrorCode code, bool isFatal) => code switch
    {
        ErrorCode.Local_Authentication or ErrorCode.SaslAuthenticationFailed or ErrorCode.UnsupportedSaslMechanism or ErrorCode.IllegalSaslState or ErrorCode.Local_Ssl
            => KafkaFailure.Authentication,
        ErrorCode.TopicAuthorizationFailed or ErrorCode.GroupAuthorizationFailed or ErrorCode.ClusterAuthorizationFailed or ErrorCode.TransactionalIdAuthorizationFailed
            => KafkaFailure.Authorization,
        ErrorCode.UnknownTopicOrPart or ErrorCode.Local_UnknownTopic or ErrorCode.Local_UnknownPartition or ErrorCode.TopicException or ErrorCode.UnknownTopicId
            => KafkaFailure.UnknownTopicOrPartition,
        ErrorCode.OffsetOutOfRange or ErrorCode.Local_AutoOffsetReset => KafkaFailure.OffsetOutOfRange,
        ErrorCode.MsgSizeTooLarge or ErrorCode.RecordListTooLarge => KafkaFailure.RecordTooLarge,
        ErrorCode.Local_InvalidArg or ErrorCode.InvalidConfig => KafkaFailure.Configuration,
        _ when isFatal => KafkaFailure.Fatal,
        ErrorCode.Local_Transport or ErrorCode.Local_AllBrokersDown or ErrorCode.Local_Resolve or ErrorCode.Local_TimedOut or ErrorCode.Local_MsgTimedOut or ErrorCode.RequestTimedOut
            => KafkaFailure.Unreachable,
        _ => KafkaFailure.Transient,
    };

    public static KafkaClientException Of(Error error, string? problem = null, Exception? cause = null) => new(
        Kind(error.Code, error.IsFatal),
        problem is null || error.Reason == problem ? error.Reason : $"{error.Reason} ({problem})",
        cause);

    /// <summary>A text of the client with the values of secret settings blotted out.</summary>
    public static string WithoutValues(string text, IEnumerable<KeyValuePair<string, string>> settings)
    {
        foreach (var (name, value) in settings)
        {
            if (value.Length > 0 && Secret.Any(word => name.Contains(word, StringComparison.Ordinal)))
            {
                text = text.Replace(value, "*****", StringComparison.Ordinal);
            }
        }

        return text;
    }
}
