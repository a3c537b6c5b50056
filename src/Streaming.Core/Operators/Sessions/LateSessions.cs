using System.Buffers;

namespace Streaming;

/// <summary>Finds rows whose session, had they one of their own, ended before the watermark of the epoch before; counts each such session once.</summary>
internal sealed class LateSessions(OperatorState state, bool dropsLate)
{
    private readonly KeyTable<byte> _known = new(16);
    private readonly ArrayBufferWriter<byte> _bytes = new(64);
    private bool _any;

    public bool IsLate(long end) => dropsLate && end <= state.Times.LateWatermark;

    public void Count(ReadOnlySpan<byte> key, bool isNull, long start, long end)
    {
        _any = true;
        _bytes.ResetWrittenCount();
        var span = _bytes.GetSpan((2 * OrderedKey.LongLength) + 1);
        OrderedKey.WriteLong(span, start);
        OrderedKey.WriteLong(span[OrderedKey.LongLength..], end);
        span[2 * OrderedKey.LongLength] = isNull ? (byte)1 : (byte)0;
        _bytes.Advance((2 * OrderedKey.LongLength) + 1);
        _bytes.Write(key);
        _known.GetOrAdd(_bytes.WrittenSpan, false, out bool added);
        state.Dropped += added ? 1 : 0;
    }

    public void EndEpoch()
    {
        if (_any)
        {
            _known.Clear();
            _any = false;
        }
    }
}
