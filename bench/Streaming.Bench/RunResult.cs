using System.Text.Json;
using System.Text.Json.Serialization;

namespace Streaming.Bench;

/// <summary>The line that a run prints.</summary>
internal sealed record RunResult
{
    [JsonPropertyName("peer")]
    public required string Peer { get; init; }

    [JsonPropertyName("workload")]
    public required string Workload { get; init; }

    [JsonPropertyName("opts")]
    public required string Options { get; init; }

    [JsonPropertyName("in")]
    public required long Input { get; init; }

    [JsonPropertyName("out_offsets")]
    public required long OutputOffsets { get; init; }

    [JsonPropertyName("secs")]
    public required double Seconds { get; init; }

    [JsonPropertyName("rec_s")]
    public required double RecordsPerSecond { get; init; }

    [JsonPropertyName("secs_from_jvm_start")]
    public required double SecondsFromStart { get; init; }

    [JsonPropertyName("cpu_s")]
    public required double Cpu { get; init; }

    [JsonPropertyName("cpu_s_from_jvm_start")]
    public required double CpuFromStart { get; init; }

    [JsonPropertyName("peak_rss_mb")]
    public required long PeakMemory { get; init; }

    [JsonPropertyName("gc_s")]
    public required double GcPause { get; init; }

    [JsonPropertyName("gcs")]
    public required string Collections { get; init; }

    [JsonPropertyName("allocated_mb")]
    public required long Allocated { get; init; }

    [JsonPropertyName("jit_s")]
    public required double Jit { get; init; }

    [JsonPropertyName("client")]
    public required string Client { get; init; }

    public string ToJson() => JsonSerializer.Serialize(this);
}
