using Streaming.Testing;

namespace Streaming.Core.Tests;

/// <summary>Queries that the tests of the driver share.</summary>
internal static class DriverQueries
{
    public static DataStream<KafkaRecord> Read(this StreamingSession session, string topics, params (string Name, string Value)[] options) => session.ReadStream()
        .Format("kafka").Option("subscribe", topics).Options(options.Select(option => KeyValuePair.Create(option.Name, option.Value)))
        .Load<KafkaRecord>();

    public static DataStreamWriter<T> WriteTo<T>(this DataStream<T> stream, string topic) => stream.WriteStream().Format("kafka").Option("topic", topic);

    /// <summary>Copies records with their headers.</summary>
    public static DataStreamWriter<KafkaRecord> Copy(StreamingSession session) => session.Read("in", ("includeHeaders", "true")).WriteTo("out");

    /// <summary>Counts words from <c>lines</c> to <c>counts</c>.</summary>
    public static DataStreamWriter<KeyCount<string>> WordCount(StreamingSession session) => session.Read("lines")
        .FlatMap(record => record.ValueText.Split(' ')).GroupBy(word => word).Count()
        .WriteTo("counts").OutputMode(OutputMode.Update)
        .Settings(new KeyValueEncoder<KeyCount<string>, string, long>(row => row.Key, Serdes.Utf8, row => row.Count, Serdes.Int64));

    public static TestInputTopic<string, string> Text(this TopologyTestDriver driver, string topic, TestInputTopicOptions? options = null) =>
        driver.CreateInputTopic(topic, Serdes.Utf8, Serdes.Utf8, options);

    public static TestOutputTopic<string, string> ReadText(this TopologyTestDriver driver, string topic) => driver.CreateOutputTopic(topic, Serdes.Utf8, Serdes.Utf8);
}
