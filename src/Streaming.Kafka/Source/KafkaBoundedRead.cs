using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Streaming.Kafka.Clients.Confluent;

namespace Streaming.Kafka;

/// <summary>A read of a fixed range of Kafka topics: start and end are resolved once, by the options of a batch query.</summary>
/// <remarks><c>startingOffsets</c> defaults to <c>earliest</c>, <c>endingOffsets</c> to <c>latest</c>; limits per trigger are ignored, as in Spark.</remarks>
/// <example>
/// <code>
/// using var read = KafkaBoundedRead.Open(new StreamOptions(new Dictionary&lt;string, string&gt; { ["kafka.bootstrap.servers"] = "localhost:9092", ["subscribe"] = "lines" }));
/// using var reader = read.CreateReader();
/// reader.BeginEpoch(0, read.Splits);
/// while (reader.Read(TimeSpan.FromSeconds(1), out var batch, default) != SourceReadStatus.EndOfEpoch) { /* use batch */ }
/// </code>
/// </example>
public sealed class KafkaBoundedRead : IDisposable
{
    private readonly SourceSettings _settings;
    private readonly OffsetReader _offsets;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;

    private KafkaBoundedRead(SourceSettings settings, TimeProvider time, ILogger logger)
    {
        _settings = settings;
        _time = time;
        _logger = logger;
        _offsets = new OffsetReader(settings, ConfluentClients.Instance, time, CancellationToken.None);
        try
        {
            Splits = Resolve();
        }
        catch
        {
            _offsets.Dispose();
            throw;
        }
    }

    /// <summary>The ranges, at most one a partition.</summary>
    public IReadOnlyList<SourceSplit> Splits { get; }

    /// <summary>What is read, for example <c>KafkaV2[Subscribe[lines]]</c>.</summary>
    public string Description => $"KafkaV2[{_settings.Strategy}]";

    /// <summary>Resolves start and end.</summary>
    /// <param name="options">The options; whatever is not known is refused.</param>
    /// <param name="time">The clock; the system's by default.</param>
    /// <param name="logger">Log; none by default.</param>
    /// <exception cref="StreamingException">An option is missing, refused or has a bad value, or the brokers do not answer.</exception>
    public static KafkaBoundedRead Open(StreamOptions options, TimeProvider? time = null, ILogger? logger = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        var settings = SourceSettings.ForBoundedRead(options, Guid.NewGuid());
        options.RejectUnread("source 'kafka'");
        return new KafkaBoundedRead(settings, time ?? TimeProvider.System, logger ?? NullLogger.Instance);
    }

    /// <summary>Makes a reader; several may share the splits.</summary>
    public ISourceReader<KafkaRecord> CreateReader() => new KafkaSourceReader(_settings, ConfluentClients.Instance, Description, _time, _logger);

    /// <inheritdoc/>
    public void Dispose() => _offsets.Dispose();

    private SourceSplit[] Resolve()
    {
        var start = _offsets.Resolve(_settings.Start, isStart: true);
        var end = _offsets.Resolve(_settings.End, isStart: false);
        var splits = new List<SourceSplit>();
        foreach (var (partition, last) in end.All)
        {
            if (start.Find(partition) is not { } first)
            {
                continue;
            }

            if (last < first && _settings.FailOnDataLoss)
            {
                throw KafkaErrors.PartitionChanged(partition, first, last);
            }

            if (last > first)
            {
                splits.Add(new SourceSplit(partition.Topic, partition.Partition, first, last));
            }
        }

        return [.. splits];
    }
}
