using System.Text;

namespace Streaming;

/// <summary>Reads CSV records into the wanted columns.</summary>
internal sealed class CsvFileRows : FileRows
{
    private readonly CsvReadSettings _settings;
    private readonly StructType _schema;
    private readonly CsvTokenizer _tokens;
    private readonly LineReader _lines;
    private readonly CsvValueReader?[] _readers;
    private readonly int[] _fieldOf;
    private readonly int _fieldCount;
    private readonly int _corrupt;
    private readonly bool _checksCount;
    private string _path = "";
    private byte[]? _whole;
    private int _position;
    private bool _isHeaderDue;

    public CsvFileRows(StructType schema, bool[] required, CsvReadSettings settings, EvaluationContext evaluation)
    {
        _settings = settings;
        _schema = schema;
        _tokens = new CsvTokenizer(settings.Dialect);
        _lines = new LineReader(settings.Separator);
        int corrupt = schema.IndexOf(settings.CorruptColumn);
        _corrupt = corrupt >= 0 && required[corrupt] ? corrupt : -1;
        if (_corrupt >= 0 && required.Count(wanted => wanted) == 1)
        {
            throw FileErrors.OnlyCorruptColumn();
        }

        _fieldOf = new int[schema.Fields.Count];
        _readers = new CsvValueReader?[schema.Fields.Count];
        bool all = true;
        for (int i = 0; i < _fieldOf.Length; i++)
        {
            _fieldOf[i] = i == corrupt ? -1 : _fieldCount++;
            _readers[i] = required[i] && i != corrupt ? new CsvValueReader(schema.Fields[i].Type, settings.Values, evaluation) : null;
            all &= required[i] || i == corrupt;
        }

        // Who reads some of the columns does not see how many fields a record has; as in Spark.
        _checksCount = all || _corrupt >= 0 || !settings.PrunesColumns;
    }

    public override void Open(string path)
    {
        _path = path;
        _isHeaderDue = _settings.HasHeader;
        if (_settings.IsMultiLine)
        {
            _whole = WholeFile.Read(path, _settings.Encoding);
            _position = 0;
        }
        else
        {
            _lines.Open(FileEncodings.ToUtf8(FileCodec.OpenRead(path), _settings.Encoding));
        }
    }

    public override int Read(ColumnVector[] columns, int capacity)
    {
        int count = 0;
        while (count < capacity && TryRead(columns, ref count))
        {
        }

        return count;
    }

    public override void Dispose() => _lines.Dispose();

    private bool TryRead(ColumnVector[] columns, ref int count)
    {
        if (!_settings.IsMultiLine)
        {
            if (!_lines.TryRead(out var line))
            {
                return false;
            }

            if (!IsBlank(line) && !IsComment(line))
            {
                _tokens.Parse(line, 0, endsAtLine: false);
                count += Take(line, line, columns);
            }

            return true;
        }

        byte[] text = _whole!;
        while (_position < text.Length && text[_position] is (byte)'\n' or (byte)'\r')
        {
            _position++;
        }

        if (_position >= text.Length)
        {
            return false;
        }

        int start = _position;
        if (IsComment(text.AsSpan(start)))
        {
            int end = text.AsSpan(start).IndexOfAny((byte)'\n', (byte)'\r');
            _position = end < 0 ? text.Length : start + end + 1;
            return true;
        }

        _position = _tokens.Parse(text, start, endsAtLine: true);
        count += Take(text, text.AsSpan(start, _position - start).TrimEnd("\r\n"u8), columns);
        return true;
    }

    private int Take(ReadOnlySpan<byte> text, ReadOnlySpan<byte> record, ColumnVector[] columns)
    {
        if (_isHeaderDue)
        {
            _isHeaderDue = false;
            CheckHeader(text);
            return 0;
        }

        if (_tokens.Count > _settings.MaxColumns)
        {
            throw new StreamingException("MALFORMED_CSV_RECORD", $"A record has {_tokens.Count} fields, option 'maxColumns' allows {_settings.MaxColumns}.");
        }

        string? problem = null;
        bool hasBadField = false;
        for (int i = 0; i < columns.Length; i++)
        {
            if (_readers[i] is { } reader && !Append(reader, text, _fieldOf[i], columns[i]))
            {
                columns[i].AppendNull();
                problem ??= hasBadField || _settings.Mode != ParseMode.FailFast ? null : Encoding.UTF8.GetString(_tokens.Value(text, _fieldOf[i]));
                hasBadField = true;
            }
        }

        bool hasBadCount = _checksCount && _tokens.Count != _fieldCount;
        if (hasBadField || hasBadCount)
        {
            switch (_settings.Mode)
            {
                case ParseMode.FailFast:
                    throw Malformed(columns, record, problem);
                case ParseMode.DropMalformed:
                    for (int i = 0; i < columns.Length; i++)
                    {
                        if (_readers[i] is not null)
                        {
                            columns[i].Truncate(columns[i].Count - 1);
                        }
                    }

                    return 0;
            }
        }

        if (_corrupt >= 0)
        {
            if (hasBadField || hasBadCount)
            {
                ((BytesVector)columns[_corrupt]).AppendCopy(record);
            }
            else
            {
                columns[_corrupt].AppendNull();
            }
        }

        return 1;
    }

    // A field that is not there is NULL.
    private bool Append(CsvValueReader reader, ReadOnlySpan<byte> text, int field, ColumnVector column)
    {
        if (field < _tokens.Count)
        {
            var value = _tokens.Value(text, field);
            bool isNull = value.IsEmpty && !_tokens.IsQuoted(field);
            value = value.IsEmpty ? _settings.EmptyValue : value;
            if (!isNull && !value.SequenceEqual(_settings.NullValue))
            {
                return reader.TryAppend(value, column);
            }
        }

        column.AppendNull();
        return true;
    }

    private void CheckHeader(ReadOnlySpan<byte> text)
    {
        if (_settings.EnforcesSchema)
        {
            return;
        }

        var names = new List<string>();
        for (int i = 0; i < _tokens.Count; i++)
        {
            names.Add(Encoding.UTF8.GetString(_tokens.Value(text, i)));
        }

        var wanted = _schema.Fields.Where((_, i) => _fieldOf[i] >= 0).Select(field => field.Name).ToList();
        for (int i = 0; i < wanted.Count; i++)
        {
            if (i >= names.Count || names.Count != wanted.Count)
            {
                throw new StreamingException("_LEGACY_ERROR_TEMP_3240", $"Number of column in CSV header is not equal to number of fields in the schema:\n Header length: {names.Count}, schema size: {wanted.Count}\nCSV file: {FileUri.Of(_path)}");
            }

            if (!string.Equals(names[i], wanted[i], StringComparison.OrdinalIgnoreCase))
            {
                throw new StreamingException("_LEGACY_ERROR_TEMP_3241", $"CSV header does not conform to the schema.\n Header: {string.Join(", ", names)}\n Schema: {string.Join(", ", wanted)}\nExpected: {wanted[i]} but found: {names[i]}\nCSV file: {FileUri.Of(_path)}");
            }
        }
    }

    private StreamingException Malformed(ColumnVector[] columns, ReadOnlySpan<byte> record, string? value)
    {
        Exception cause = value is not null
            ? new FormatException($"For input string: \"{value}\"")
            : new StreamingException("MALFORMED_CSV_RECORD", $"[MALFORMED_CSV_RECORD] Malformed CSV record: {Encoding.UTF8.GetString(record)} SQLSTATE: KD000") { SqlState = "KD000" };
        var values = columns.Select((column, i) => _readers[i] is null || column.Count == 0 ? null : VectorValues.Get(column, column.Count - 1));
        return FileErrors.Malformed($"[{string.Join(',', values.Select(item => Convert.ToString(item ?? "null", System.Globalization.CultureInfo.InvariantCulture)))}]", cause);
    }

    private static bool IsBlank(ReadOnlySpan<byte> line)
    {
        foreach (byte c in line)
        {
            if (c > ' ')
            {
                return false;
            }
        }

        return true;
    }

    private bool IsComment(ReadOnlySpan<byte> line) => _settings.Dialect.Comment != 0 && line.Length > 0 && line[0] == _settings.Dialect.Comment;
}
