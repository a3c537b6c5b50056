namespace Streaming.Acceptance.Tests;

/// <summary>What is wrong in a program's options fails its start: no broker is asked, so none is needed here.</summary>
public sealed class OptionFaultTests
{
    [Theory]
    [InlineData("startingOfsets", "earliest", "UNKNOWN_OPTION", "Option 'startingOfsets' is not known to source 'kafka'. Known options: ")]
    [InlineData("maxTriggerDelay", "5 fortnights", "INVALID_OPTION_VALUE", "Option 'maxTriggerDelay' has the value '5 fortnights'; allowed is a duration such as '10 seconds' or '15m'.")]
    [InlineData("maxOffsetsPerTrigger", "many", "INVALID_OPTION_VALUE", "Option 'maxOffsetsPerTrigger' has the value 'many'; allowed is a positive integer.")]
    [InlineData("failOnDataLoss", "perhaps", "INVALID_OPTION_VALUE", "Option 'failOnDataLoss' has the value 'perhaps'; allowed is true or false.")]
    [InlineData("kafka.fetch.minimum", "1", "INVALID_OPTION", "'kafka.fetch.minimum': there is no such setting")]
    [InlineData("kafka.fetch.min.bytes", "little", "INVALID_OPTION", "'kafka.fetch.min.bytes': its value is not allowed")]
    [InlineData("kafka.enable.auto.commit", "true", "INVALID_OPTION", "'enable.auto.commit' is not supported")]
    public async Task Source_option_is_refused_at_the_start(string name, string value, string errorClass, string text)
    {
        using var folder = new TempFolder();
        await using var session = QueryExtensions.NewSession();
        var writer = session.ReadStream().Option(name, value).Kafka("127.0.0.1:1", "lines").WriteStream().Format("noop").Option("checkpointLocation", folder.Path);
        Refused(session, writer, errorClass, text);
    }

    [Theory]
    [InlineData("topicc", "x", "UNKNOWN_OPTION", "Option 'topicc' is not known to sink 'kafka'. Known options: ")]
    [InlineData("includeHeaders", "yes", "INVALID_OPTION_VALUE", "Option 'includeHeaders' has the value 'yes'; allowed is true or false.")]
    [InlineData("kafka.transactional.id", "t", "INVALID_OPTION", "'transactional.id' is not supported")]
    public async Task Sink_option_is_refused_at_the_start(string name, string value, string errorClass, string text)
    {
        using var folder = new TempFolder();
        await using var session = QueryExtensions.NewSession();
        var writer = session.ReadStream().Kafka("127.0.0.1:1", "lines").Map(record => record.ValueText)
            .WriteStream().Kafka("127.0.0.1:1", "copies").Option(name, value).Option("checkpointLocation", folder.Path);
        Refused(session, writer, errorClass, text);
    }

    [Theory]
    [InlineData("spark.sql.shuffle.partitions", "0", "The setting 'spark.sql.shuffle.partitions' has the value '0'; allowed is an integer from 1 to ")]
    [InlineData("spark.sql.streaming.pollingDelay", "a while", "The setting 'spark.sql.streaming.pollingDelay' has the value 'a while'; allowed is milliseconds or a duration such as '10 seconds'.")]
    public async Task Setting_is_refused_at_the_start(string name, string value, string text)
    {
        using var folder = new TempFolder();
        await using var session = QueryExtensions.NewSession((name, value));
        var writer = session.ReadStream().Kafka("127.0.0.1:1", "lines").WriteStream().Format("noop").Option("checkpointLocation", folder.Path);
        Refused(session, writer, "INVALID_CONF_VALUE", text);
    }

    [Fact]
    public async Task Missing_checkpoint_location_is_refused_at_the_start()
    {
        await using var session = QueryExtensions.NewSession();
        var writer = session.ReadStream().Kafka("127.0.0.1:1", "lines").WriteStream().Kafka("127.0.0.1:1", "copies");
        Refused(session, writer, "CHECKPOINT_LOCATION_MISSING", "checkpointLocation must be specified");
    }

    [Theory]
    [InlineData("5 fortnights", "5 fortnights")]
    [InlineData("soon", "soon")]
    [InlineData("", "")]
    public void Duration_of_a_trigger_is_refused_where_it_is_written(string text, string named)
    {
        var error = Assert.Throws<StreamingException>(() => Trigger.ProcessingTime(text));
        Assert.StartsWith("INVALID_INTERVAL_FORMAT.", error.ErrorClass);
        Assert.Contains($"'{named}'", error.Message);
    }

    private static void Refused<T>(StreamingSession session, DataStreamWriter<T> writer, string errorClass, string text)
    {
        var error = Assert.Throws<StreamingException>(() => writer.Start());
        Assert.Equal(errorClass, error.ErrorClass);
        Assert.Contains(text, error.Message);
        Assert.Empty(session.Queries.Active);
    }
}
