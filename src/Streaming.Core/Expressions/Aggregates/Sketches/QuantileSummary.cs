using System.Buffers;

namespace Streaming;

/// <summary>Quantiles within a relative error of the rank, in bounded memory: the summary of Greenwald and Khanna (2001), with the buffers and thresholds of Spark, so that its answers are the same.</summary>
internal sealed class QuantileSummary(double relativeError)
{
    private const int BufferSize = 50_000;
    private const int CompressAbove = 10_000;

    private readonly List<double> _buffer = [];
    private List<Sample> _samples = [];
    private long _count;
    private bool _isCompressed = true;

    /// <summary>A kept value: it stands for <c>Gap</c> values up to it, and its rank is certain up to <c>Delta</c>.</summary>
    private readonly record struct Sample(double Value, long Gap, long Delta);

    public void Add(double value)
    {
        _buffer.Add(value);
        if (_buffer.Count >= BufferSize)
        {
            TakeBuffer();
            if (_samples.Count >= CompressAbove)
            {
                Compress();
            }
        }
    }

    public void Add(QuantileSummary other)
    {
        Compress();
        other.Compress();
        if (other._count == 0)
        {
            return;
        }

        if (_count == 0)
        {
            _samples = [.. other._samples];
            _count = other._count;
            return;
        }

        // Samples of one side are less certain by what the other side may hide between two of its own.
        long added = (long)Math.Floor(2 * relativeError * other._count);
        long otherAdded = (long)Math.Floor(2 * relativeError * _count);
        var merged = new List<Sample>(_samples.Count + other._samples.Count);
        int i = 0;
        int j = 0;
        while (i < _samples.Count && j < other._samples.Count)
        {
            if (ValueOrder<double>.Compare(_samples[i].Value, other._samples[j].Value) < 0)
            {
                merged.Add(_samples[i] with { Delta = _samples[i].Delta + (j > 0 ? added : 0) });
                i++;
            }
            else
            {
                merged.Add(other._samples[j] with { Delta = other._samples[j].Delta + (i > 0 ? otherAdded : 0) });
                j++;
            }
        }

        merged.AddRange(_samples.Skip(i));
        merged.AddRange(other._samples.Skip(j));
        _count += other._count;
        _samples = Compressed(merged, 2 * relativeError * _count);
    }

    /// <summary>The value at a quantile; there is at least one.</summary>
    public double Query(double quantile)
    {
        Compress();
        if (quantile <= relativeError)
        {
            return _samples[0].Value;
        }

        if (quantile >= 1 - relativeError)
        {
            return _samples[^1].Value;
        }

        double error = _samples.Max(sample => sample.Gap + sample.Delta) / 2.0;
        long rank = (long)Math.Ceiling(quantile * _count);
        long least = 0;
        for (int i = 0; i < _samples.Count - 1; i++)
        {
            least += _samples[i].Gap;
            if (least + _samples[i].Delta - error <= rank && rank <= least + error)
            {
                return _samples[i].Value;
            }
        }

        return _samples[^1].Value;
    }

    public void Write(ArrayBufferWriter<byte> output)
    {
        Compress();
        ValueCodec.WriteFixed(_count, output);
        ValueCodec.WriteInt(_samples.Count, output);
        foreach (var sample in _samples)
        {
            ValueCodec.WriteFixed(sample.Value, output);
            ValueCodec.WriteFixed(sample.Gap, output);
            ValueCodec.WriteFixed(sample.Delta, output);
        }
    }

    public void Read(ref ReadOnlySpan<byte> data)
    {
        _count = ValueCodec.ReadFixed<long>(ref data);
        int samples = ValueCodec.ReadInt(ref data);
        for (int i = 0; i < samples; i++)
        {
            double value = ValueCodec.ReadFixed<double>(ref data);
            long gap = ValueCodec.ReadFixed<long>(ref data);
            _samples.Add(new Sample(value, gap, ValueCodec.ReadFixed<long>(ref data)));
        }
    }

    private void TakeBuffer()
    {
        if (_buffer.Count == 0)
        {
            return;
        }

        _buffer.Sort(ValueOrder<double>.Compare);
        var samples = new List<Sample>(_samples.Count + _buffer.Count);
        int next = 0;
        for (int i = 0; i < _buffer.Count; i++)
        {
            for (; next < _samples.Count && ValueOrder<double>.Compare(_samples[next].Value, _buffer[i]) <= 0; next++)
            {
                samples.Add(_samples[next]);
            }

            _count++;
            bool isEnd = samples.Count == 0 || (next == _samples.Count && i == _buffer.Count - 1);
            samples.Add(new Sample(_buffer[i], 1, isEnd ? 0 : (long)Math.Floor(2 * relativeError * _count)));
        }

        samples.AddRange(_samples.Skip(next));
        _samples = samples;
        _buffer.Clear();
        _isCompressed = false;
    }

    private void Compress()
    {
        TakeBuffer();
        if (!_isCompressed)
        {
            _samples = Compressed(_samples, 2 * relativeError * _count);
            _isCompressed = true;
        }
    }

    // From the end, neighbours become one where their uncertainty stays below the threshold; the first and the last stay.
    private static List<Sample> Compressed(List<Sample> samples, double threshold)
    {
        if (samples.Count == 0)
        {
            return samples;
        }

        var kept = new List<Sample>();
        var head = samples[^1];
        for (int i = samples.Count - 2; i >= 1; i--)
        {
            if (samples[i].Gap + head.Gap + head.Delta < threshold)
            {
                head = head with { Gap = head.Gap + samples[i].Gap };
            }
            else
            {
                kept.Add(head);
                head = samples[i];
            }
        }

        kept.Add(head);
        if (samples.Count > 1 && ValueOrder<double>.Compare(samples[0].Value, head.Value) <= 0)
        {
            kept.Add(samples[0]);
        }

        kept.Reverse();
        return kept;
    }
}
