namespace Streaming.Benchmarks;

/// <summary>What functions with state cost: 1,048,576 keys, each with one record an epoch, and with sixteen.</summary>
internal static class KeyedStateCost
{
    private const int Keys = 1 << 20;

    public static async Task RunAsync(TextWriter output, byte[][] keys)
    {
        await MeasureAsync("function with a state", stream => Count(stream, GroupStateTimeout.None));
        await MeasureAsync("function with a state and a timeout", stream => Count(stream, GroupStateTimeout.ProcessingTime));
        await MeasureAsync("processor with a value", stream => stream.Map(record => record.ValueSlice).GroupBy(key => key).TransformWithState(() => new Counter(null), TimeMode.None, OutputMode.Update));
        await MeasureAsync("processor with a value and a time to live", stream => stream.Map(record => record.ValueSlice).GroupBy(key => key)
            .TransformWithState(() => new Counter(new TtlConfig(TimeSpan.FromHours(1))), TimeMode.ProcessingTime, OutputMode.Update));
        await EngineCost.MeasureAsync(output, "function with a state, 16 records a key, an item is a record", keys[..(Keys / 16)], Keys, 1, stream => Count(stream, GroupStateTimeout.None), OutputMode.Update);

        Task MeasureAsync(string name, Func<DataStream<KafkaRecord>, DataStream<long>> build) =>
            EngineCost.MeasureAsync(output, name + ", a record a key", keys, Keys, 1, build, OutputMode.Update);
    }

    private static DataStream<long> Count(DataStream<KafkaRecord> stream, GroupStateTimeout timeout) => stream.Map(record => record.ValueSlice).GroupBy(key => key)
        .MapGroupsWithState<long, long>(timeout, (key, rows, state) =>
        {
            state.Update(state.GetOr(0) + rows.Count);
            if (timeout != GroupStateTimeout.None)
            {
                state.SetTimeoutDuration(TimeSpan.FromHours(1));
            }

            return state.Get();
        });

    private sealed class Counter(TtlConfig? ttl) : StatefulProcessor<Utf8Slice, Utf8Slice, long>
    {
        private ValueState<long> _count = null!;

        public override void Init(OutputMode outputMode, TimeMode timeMode) => _count = Handle.GetValueState<long>("count", ttl);

        public override IEnumerable<long> HandleInputRows(Utf8Slice key, GroupRows<Utf8Slice> rows, TimerValues timerValues)
        {
            _count.Update(_count.GetOr(0) + rows.Count);
            return [];
        }
    }
}
