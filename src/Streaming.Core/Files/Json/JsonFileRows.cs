using System.Text;
using System.Text.Json;

namespace Streaming;

/// <summary>Reads JSON records into the wanted columns; of the others nothing is parsed.</summary>
internal sealed class JsonFileRows : FileRows
{
    private readonly JsonReadSettings _settings;
    private readonly EvaluationContext _evaluation;
    private readonly LineReader _lines;
    private readonly int[] _wanted;
    private readonly StructType _schema;
    private readonly JsonColumnReader _reader;
    private readonly int _corrupt;
    private string? _whole;
    private StructVector? _target;
    private ColumnVector[]? _columns;

    public JsonFileRows(StructType schema, bool[] required, JsonReadSettings settings, EvaluationContext evaluation)
    {
        _settings = settings;
        _evaluation = evaluation;
        _lines = new LineReader(settings.Separator);
        _wanted = [.. Enumerable.Range(0, required.Length).Where(i => required[i])];
        _schema = new StructType(_wanted.Select(i => schema.Fields[i]));
        _reader = new JsonColumnReader(_schema, settings.Json);
        _corrupt = _schema.IndexOf(settings.Json.CorruptRecordColumn);
        if (_corrupt >= 0 && _wanted.Length == 1)
        {
            throw FileErrors.OnlyCorruptColumn();
        }
    }

    public override void Open(string path)
    {
        if (_settings.IsMultiLine)
        {
            _whole = path;
        }
        else
        {
            _lines.Open(FileEncodings.ToUtf8(FileCodec.OpenRead(path), _settings.Encoding));
        }
    }

    public override int Read(ColumnVector[] columns, int capacity)
    {
        if (_columns != columns)
        {
            _columns = columns;
            _target = new StructVector(_schema, [.. _wanted.Select(i => columns[i])]);
        }

        var target = _target!;
        target.SetCount(_wanted.Length == 0 ? 0 : target.Fields[0].Count);
        int before = target.Count;
        if (_settings.IsMultiLine)
        {
            while (_whole is not null && target.Count == before)
            {
                byte[] content = WholeFile.Read(_whole, _settings.Encoding);
                _whole = null;
                Add(target, content);
            }
        }
        else
        {
            while (target.Count - before < capacity && _lines.TryRead(out var line))
            {
                Add(target, line);
            }
        }

        return target.Count - before;
    }

    public override void Dispose() => _lines.Dispose();

    private void Add(StructVector target, ReadOnlySpan<byte> record)
    {
        if (record.TrimStart(" \t\r\n"u8).Length == 0 || (_settings.Json.AllowComments && IsComment(record)))
        {
            return;
        }

        int before = target.Count;
        bool isGood = TryRead(target, record);
        if (!isGood)
        {
            switch (_settings.Mode)
            {
                case ParseMode.FailFast:
                    throw FileErrors.Malformed($"[{string.Join(',', _schema.Fields.Select(_ => "null"))}]", _reader.Failure ?? (Exception)new FormatException($"The record is not of the schema {_schema.SimpleString}: {Text(record)}"));
                case ParseMode.DropMalformed:
                    target.Truncate(before);
                    return;
                default:
                    if (target.Count == before)
                    {
                        AppendNulls(target);
                    }

                    break;
            }
        }

        if (_corrupt >= 0)
        {
            SetCorrupt(target, before, isGood, record);
        }
    }

    private bool TryRead(StructVector target, ReadOnlySpan<byte> record)
    {
        var text = record;
        if (!JsonText.TryAccept(ref text, _settings.Json.AllowComments, _settings.Json.AllowNonNumericNumbers))
        {
            return false;
        }

        var reader = JsonText.Reader(text, _settings.Json.AllowComments);
        reader.Read();
        _reader.HasFailed = false;
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                _reader.AppendStruct(ref reader, text, target, _evaluation);
                return !_reader.HasFailed;
            case JsonTokenType.StartArray:
                int before = target.Count;
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    if (reader.TokenType != JsonTokenType.StartObject)
                    {
                        target.Truncate(before);
                        return false;
                    }

                    _reader.AppendStruct(ref reader, text, target, _evaluation);
                }

                return !_reader.HasFailed;
            default:
                return false;
        }
    }

    private static void AppendNulls(StructVector target)
    {
        foreach (var field in target.Fields)
        {
            field.AppendNull();
        }

        target.AppendRow();
    }

    // The record's own field of that name does not count.
    private void SetCorrupt(StructVector target, int from, bool isGood, ReadOnlySpan<byte> record)
    {
        var column = (BytesVector)target.Fields[_corrupt];
        column.Truncate(column.Count - (target.Count - from));
        for (int i = from; i < target.Count; i++)
        {
            if (isGood)
            {
                column.AppendNull();
            }
            else
            {
                column.AppendCopy(record);
            }
        }
    }

    private static bool IsComment(ReadOnlySpan<byte> record)
    {
        var reader = JsonText.Reader(record, allowComments: true);
        try
        {
            return !reader.Read();
        }
        catch (JsonException)
        {
            return record.TrimStart(" \t"u8).StartsWith("//"u8);
        }
    }

    private static string Text(ReadOnlySpan<byte> record) => Encoding.UTF8.GetString(record.Length > 200 ? record[..200] : record);
}
