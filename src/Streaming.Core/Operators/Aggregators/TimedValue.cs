using System.Buffers;

namespace Streaming;

/// <summary>A value and its time in ticks of UTC; none at first.</summary>
internal struct TimedValue<T>
{
    public long Ticks;
    public Optional<T> Value;

    internal sealed class Serde(ISerde<T> inner) : ISerde<TimedValue<T>>
    {
        private readonly OptionalSerde<T> _value = new(inner);

        public void Write(TimedValue<T> value, ArrayBufferWriter<byte> output)
        {
            Serdes.Int64.Write(value.Ticks, output);
            _value.Write(value.Value, output);
        }

        public TimedValue<T> Read(ReadOnlySpan<byte> data) => new() { Ticks = Serdes.Int64.Read(data[..sizeof(long)]), Value = _value.Read(data[sizeof(long)..]) };
    }
}
