using System.Runtime.CompilerServices;
using Streaming;
using Streaming.Kafka;

[assembly: StreamFormats(typeof(KafkaFormats))]
[assembly: InternalsVisibleTo("Streaming.Kafka.Tests")]
[assembly: InternalsVisibleTo("Streaming.Conformance")]
