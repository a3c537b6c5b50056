namespace Streaming;

/// <summary>Takes records apart into fields, with the liberties that Spark's parser takes with quotes.</summary>
/// <remarks>
/// Libraries for CSV know RFC 4180: they cannot say whether an empty field was quoted (NULL or not), have no escape other than the quote,
/// and read a quote inside of a field differently. Hence this one.
/// </remarks>
internal sealed class CsvTokenizer(CsvDialect dialect)
{
    private byte[] _scratch = new byte[1024];
    private int _scratchLength;
    private Field[] _fields = new Field[32];

    private readonly record struct Field(int Start, int Length, bool IsQuoted, bool IsCopy);

    /// <summary>Number of fields of the last record.</summary>
    public int Count { get; private set; }

    /// <summary>Whether a field was in quotes; an empty one without is NULL.</summary>
    public bool IsQuoted(int field) => _fields[field].IsQuoted;

    /// <summary>A field of the last record.</summary>
    /// <param name="text">The text that was given to <see cref="Parse"/>.</param>
    /// <param name="field">Its number.</param>
    public ReadOnlySpan<byte> Value(ReadOnlySpan<byte> text, int field)
    {
        var (start, length, _, isCopy) = _fields[field];
        return isCopy ? _scratch.AsSpan(start, length) : text.Slice(start, length);
    }

    /// <summary>Reads a record.</summary>
    /// <param name="text">The text.</param>
    /// <param name="position">Where the record begins.</param>
    /// <param name="endsAtLine">Whether an end of line outside of quotes ends the record; else it is all of the text.</param>
    /// <returns>Where the next record begins.</returns>
    public int Parse(ReadOnlySpan<byte> text, int position, bool endsAtLine)
    {
        Count = 0;
        _scratchLength = 0;
        while (true)
        {
            position = ParseField(text, position, endsAtLine);
            if (position < text.Length && IsDelimiter(text, position))
            {
                position += dialect.Delimiter.Length;
                continue;
            }

            // At the end of the text or of the line.
            return position == text.Length ? position
                : text[position] == '\r' && position + 1 < text.Length && text[position + 1] == '\n' ? position + 2
                : position + 1;
        }
    }

    private int ParseField(ReadOnlySpan<byte> text, int position, bool endsAtLine)
    {
        int start = position;
        if (dialect.TrimsLeft)
        {
            while (start < text.Length && IsBlank(text[start]) && !IsEnd(text, start, endsAtLine))
            {
                start++;
            }
        }

        if (start < text.Length && text[start] == dialect.Quote && dialect.Quote != 0)
        {
            return ParseQuoted(text, start + 1, endsAtLine);
        }

        int end = FindEnd(text, start, endsAtLine);
        Add(new Field(start, TrimmedLength(text, start, end), IsQuoted: false, IsCopy: false));
        return end;
    }

    private int ParseQuoted(ReadOnlySpan<byte> text, int position, bool endsAtLine)
    {
        byte quote = dialect.Quote;
        byte escape = dialect.Escape;
        int copyStart = _scratchLength;
        int run = position; // what was not copied yet begins here
        int i = position;
        bool isCopy = false;
        while (i < text.Length)
        {
            byte c = text[i];
            byte next = i + 1 < text.Length ? text[i + 1] : (byte)0;
            if (i + 1 < text.Length && c != 0
                && ((c == escape && next == quote) || (c == dialect.EscapeOfEscape && next == escape && escape != quote)))
            {
                Copy(text[run..i]);
                Copy(text.Slice(i + 1, 1));
                isCopy = true;
                i += 2;
                run = i;
                continue;
            }

            if (c != quote)
            {
                i++;
                continue;
            }

            int after = i + 1;
            while (after < text.Length && IsBlank(text[after]) && !IsEnd(text, after, endsAtLine))
            {
                after++;
            }

            if (IsEnd(text, after, endsAtLine))
            {
                Close(text, position, run, i, copyStart, isCopy);
                return after;
            }

            // A quote in the middle: the field was not quoted after all, and goes on to the delimiter.
            int end = FindEnd(text, i, endsAtLine);
            if (isCopy)
            {
                int from = copyStart;
                byte[] before = _scratch.AsSpan(from, _scratchLength - from).ToArray();
                _scratchLength = from;
                Copy(text.Slice(position - 1, 1));
                Copy(before);
                Copy(text[run..end]);
                Add(new Field(from, _scratchLength - from, IsQuoted: false, IsCopy: true));
            }
            else
            {
                Add(new Field(position - 1, TrimmedLength(text, position - 1, end), IsQuoted: false, IsCopy: false));
            }

            return end;
        }

        // Never closed: what is there.
        Close(text, position, run, text.Length, copyStart, isCopy);
        return text.Length;
    }

    private void Close(ReadOnlySpan<byte> text, int position, int run, int end, int copyStart, bool isCopy)
    {
        if (!isCopy)
        {
            Add(new Field(position, end - position, IsQuoted: true, IsCopy: false));
            return;
        }

        Copy(text[run..end]);
        Add(new Field(copyStart, _scratchLength - copyStart, IsQuoted: true, IsCopy: true));
    }

    private int FindEnd(ReadOnlySpan<byte> text, int from, bool endsAtLine)
    {
        var rest = text[from..];
        byte first = dialect.Delimiter[0];
        int at = 0;
        while (true)
        {
            int found = endsAtLine ? rest[at..].IndexOfAny(first, (byte)'\n', (byte)'\r') : rest[at..].IndexOf(first);
            if (found < 0)
            {
                return text.Length;
            }

            at += found;
            if (IsEnd(text, from + at, endsAtLine))
            {
                return from + at;
            }

            at++;
        }
    }

    private int TrimmedLength(ReadOnlySpan<byte> text, int start, int end)
    {
        if (dialect.TrimsRight)
        {
            while (end > start && IsBlank(text[end - 1]))
            {
                end--;
            }
        }

        return end - start;
    }

    private bool IsEnd(ReadOnlySpan<byte> text, int position, bool endsAtLine) =>
        position == text.Length || (endsAtLine && text[position] is (byte)'\n' or (byte)'\r') || IsDelimiter(text, position);

    private bool IsDelimiter(ReadOnlySpan<byte> text, int position) =>
        text[position] == dialect.Delimiter[0] && (dialect.Delimiter.Length == 1 || text[position..].StartsWith(dialect.Delimiter));

    private static bool IsBlank(byte c) => c <= ' ';

    private void Add(Field field)
    {
        if (Count == _fields.Length)
        {
            Array.Resize(ref _fields, Count * 2);
        }

        _fields[Count++] = field;
    }

    private void Copy(ReadOnlySpan<byte> value)
    {
        if (_scratch.Length - _scratchLength < value.Length)
        {
            Array.Resize(ref _scratch, Math.Max(_scratch.Length * 2, _scratchLength + value.Length));
        }

        value.CopyTo(_scratch.AsSpan(_scratchLength));
        _scratchLength += value.Length;
    }
}
