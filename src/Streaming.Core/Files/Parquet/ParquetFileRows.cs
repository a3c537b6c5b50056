using Parquet;

namespace Streaming;

/// <summary>Reads the wanted columns of Parquet files, a row group at a time.</summary>
internal sealed class ParquetFileRows(StructType schema, bool[] required) : FileRows
{
    private readonly int[] _wanted = [.. Enumerable.Range(0, required.Length).Where(i => required[i])];
    private ParquetColumn?[] _columns = [];
    private Stream? _stream;
    private ParquetReader? _reader;
    private string _path = "";
    private int _group;
    private long _left;

    public override void Open(string path)
    {
        Dispose();
        _path = path;
        _stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        _reader = ParquetReader.CreateAsync(_stream, ParquetTypes.Options).GetAwaiter().GetResult();
        _group = 0;
        _left = 0;

        // A column that a file does not have is NULL in all of its rows.
        _columns = [.. _wanted.Select(i =>
            _reader.Schema.Fields.FirstOrDefault(field => field.Name == schema.Fields[i].Name)
            ?? _reader.Schema.Fields.FirstOrDefault(field => string.Equals(field.Name, schema.Fields[i].Name, StringComparison.OrdinalIgnoreCase)))
            .Select((field, i) => field is null ? null : ParquetColumn.Create(field, schema.Fields[_wanted[i]].Type, path))];
    }

    public override int Read(ColumnVector[] columns, int capacity)
    {
        while (_left == 0)
        {
            if (_group == _reader!.RowGroupCount)
            {
                return 0;
            }

            using var group = _reader.OpenRowGroupReader(_group++);
            _left = group.RowCount;
            foreach (var column in _columns)
            {
                column?.Load(group);
            }
        }

        int count = (int)Math.Min(capacity, _left);
        for (int i = 0; i < _columns.Length; i++)
        {
            var target = columns[_wanted[i]];
            if (_columns[i] is { } column)
            {
                column.Append(target, count);
            }
            else
            {
                for (int row = 0; row < count; row++)
                {
                    target.AppendNull();
                }
            }
        }

        _left -= count;
        return count;
    }

    public override void Dispose()
    {
        foreach (var column in _columns)
        {
            column?.Dispose();
        }

        _columns = [];
        (_reader as IAsyncDisposable)?.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _reader = null;
        _stream?.Dispose();
        _stream = null;
    }

    public override string ToString() => _path;
}
