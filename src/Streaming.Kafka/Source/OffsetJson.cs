using System.Text.Json.Serialization;

namespace Streaming.Kafka;

[JsonSerializable(typeof(string))]
internal sealed partial class OffsetJson : JsonSerializerContext;
