namespace Streaming.Kafka;

/// <summary>What a fetcher is asked for.</summary>
/// <param name="Settings">Client settings, names without <c>kafka.</c>.</param>
/// <param name="Keys">Whether keys are wanted.</param>
/// <param name="Values">Whether values are wanted.</param>
/// <param name="Timestamps">Whether timestamps are wanted.</param>
/// <param name="Headers">Whether headers are wanted.</param>
internal sealed record FetchOptions(IReadOnlyDictionary<string, string> Settings, bool Keys, bool Values, bool Timestamps, bool Headers);
