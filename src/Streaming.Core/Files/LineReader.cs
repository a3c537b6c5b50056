namespace Streaming;

/// <summary>Reads lines of UTF-8 from a stream as spans; ends at <c>\n</c>, <c>\r\n</c> and <c>\r</c>, or at a separator of one's own.</summary>
/// <param name="separator">The separator; null for the usual ones.</param>
internal sealed class LineReader(byte[]? separator) : IDisposable
{
    private static readonly byte[] s_mark = [0xEF, 0xBB, 0xBF];
    private byte[] _buffer = new byte[64 * 1024];
    private int _start;
    private int _end;
    private bool _isLast;
    private Stream? _stream;

    public void Open(Stream stream)
    {
        _stream?.Dispose();
        _stream = stream;
        _start = 0;
        _end = 0;
        _isLast = false;
        while (_end < 3 && Fill())
        {
        }

        if (_buffer.AsSpan(0, _end).StartsWith(s_mark))
        {
            _start = 3;
        }
    }

    /// <summary>The next line without its end; valid until the next call.</summary>
    public bool TryRead(out ReadOnlySpan<byte> line)
    {
        int scanned = 0;
        while (true)
        {
            var rest = _buffer.AsSpan(_start.._end);
            int at = separator is null ? IndexOfEnd(rest, scanned) : IndexOfSeparator(rest, scanned);
            if (at >= 0)
            {
                line = rest[..at];
                _start += at + (separator is not null ? separator.Length : rest[at] == '\r' && at + 1 < rest.Length && rest[at + 1] == '\n' ? 2 : 1);
                return true;
            }

            if (_isLast)
            {
                line = rest;
                _start = _end;
                return rest.Length > 0;
            }

            // Neither the separator nor \r\n may be cut in two.
            scanned = Math.Max(0, rest.Length - (separator?.Length ?? 1));
            Fill();
        }
    }

    public void Dispose() => _stream?.Dispose();

    private int IndexOfEnd(ReadOnlySpan<byte> text, int from)
    {
        int at = text[from..].IndexOfAny((byte)'\n', (byte)'\r');
        at = at < 0 ? -1 : at + from;

        // A \n may follow that was not read yet.
        return at >= 0 && text[at] == '\r' && at == text.Length - 1 && !_isLast ? -1 : at;
    }

    private int IndexOfSeparator(ReadOnlySpan<byte> text, int from)
    {
        int at = text[from..].IndexOf(separator);
        return at < 0 ? -1 : at + from;
    }

    private bool Fill()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start.._end).CopyTo(_buffer);
            _end -= _start;
            _start = 0;
        }

        if (_end == _buffer.Length)
        {
            Array.Resize(ref _buffer, checked(_buffer.Length * 2));
        }

        int count = _stream!.Read(_buffer, _end, _buffer.Length - _end);
        _end += count;
        _isLast |= count == 0;
        return count > 0;
    }
}
