using Confluent.Kafka;
using Confluent.Kafka.Admin;

namespace Streaming.Bench;

/// <summary>Watches the end offsets of a topic.</summary>
internal sealed class EndOffsets : IDisposable
{
    private readonly IAdminClient _admin;
    private readonly RunMeter _meter;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _stop = new();
    private Task _polling = Task.CompletedTask;

    public EndOffsets(string bootstrap, RunMeter meter, TimeProvider time)
    {
        _admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = bootstrap }).Build();
        _meter = meter;
        _time = time;
    }

    /// <summary>Sum of the end offsets that were seen last.</summary>
    public long Sum { get; private set; }

    /// <summary>Numbers of a topic's partitions.</summary>
    public int[] Partitions(string topic)
    {
        var metadata = _admin.GetMetadata(topic, TimeSpan.FromSeconds(30)).Topics.Single();
        return metadata.Error.IsError
            ? throw new InvalidOperationException($"Topic {topic}: {metadata.Error.Reason}")
            : [.. metadata.Partitions.Select(partition => partition.PartitionId).Order()];
    }

    /// <summary>End offset of each partition, read committed.</summary>
    public async Task<long[]> ReadAsync(string topic, int[] partitions)
    {
        var wanted = partitions.Select(partition => new TopicPartitionOffsetSpec { TopicPartition = new TopicPartition(topic, partition), OffsetSpec = OffsetSpec.Latest() });
        var options = new ListOffsetsOptions { IsolationLevel = IsolationLevel.ReadCommitted, RequestTimeout = TimeSpan.FromSeconds(30) };
        var result = await _admin.ListOffsetsAsync(wanted, options).ConfigureAwait(false);
        var ends = new long[partitions.Length];
        foreach (var info in result.ResultInfos)
        {
            var at = info.TopicPartitionOffsetError;
            ends[Array.IndexOf(partitions, at.Partition.Value)] = at.Offset.Value;
        }

        return ends;
    }

    /// <summary>Starts to poll a topic every 50 ms.</summary>
    public void Watch(string topic, int[] partitions) =>
        _polling = Task.Factory.StartNew(() => Poll(topic, partitions), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    /// <summary>Returns when the output has not moved for a while.</summary>
    public async Task StillAsync(TimeSpan still)
    {
        long from = _time.GetTimestamp();
        while (_time.GetElapsedTime(Math.Max(from, _meter.LastAt)) < still)
        {
            if (_polling.IsFaulted)
            {
                await _polling.ConfigureAwait(false);
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20), _time).ConfigureAwait(false);
        }
    }

    public void Dispose()
    {
        _stop.Cancel();
        _polling.ContinueWith(static _ => { }, TaskScheduler.Default).Wait();
        _admin.Dispose();
        _stop.Dispose();
    }

    // A thread of its own: threads of the pool spin before they sleep, which would count as the engine's CPU time.
    private void Poll(string topic, int[] partitions)
    {
        long seen = -1;
        do
        {
            long sum = ReadAsync(topic, partitions).GetAwaiter().GetResult().Sum();
            if (sum != seen)
            {
                _meter.Moved();
                Sum = seen = sum;
            }
        }
        while (!_stop.Token.WaitHandle.WaitOne(50));
    }
}
