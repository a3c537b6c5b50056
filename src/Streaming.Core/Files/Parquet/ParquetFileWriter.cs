using Parquet;
using Parquet.Schema;

namespace Streaming;

/// <summary>Writes a Parquet file: rows are kept as Parquet's values and levels until a row group is full.</summary>
internal sealed class ParquetFileWriter : FileWriter
{
    private const int MaxGroupRows = 128 * 1024;
    private const long MaxGroupBytes = 64L * 1024 * 1024;

    private readonly Stream _stream;
    private readonly StructType _rows;
    private readonly ParquetSchema _schema;
    private readonly ParquetOptions _options;
    private readonly ParquetTarget[] _targets;
    private readonly List<ParquetLeafTarget> _leaves = [];
    private ParquetWriter? _writer;
    private int _count;

    public ParquetFileWriter(Stream stream, StructType schema, CompressionMethod method)
    {
        _stream = stream;
        _rows = schema;
        _schema = new ParquetSchema(schema.Fields.Select(field => ParquetTypes.Of(field.Name, field.Type)));
        _options = new ParquetOptions { CompressionMethod = method, UseBigDecimal = true };
        _targets = [.. schema.Fields.Select((field, i) => ParquetTarget.Create(_schema.Fields[i], field.Type, _leaves))];
    }

    public override void Write(ColumnVector[] columns, RowSet rows)
    {
        for (int i = 0; i < rows.Count; i++)
        {
            for (int column = 0; column < columns.Length; column++)
            {
                _targets[column].Add(columns[column], rows[i], repetition: 0);
            }
        }

        _count += rows.Count;
        if (_count >= MaxGroupRows || _leaves.Sum(leaf => leaf.Bytes) >= MaxGroupBytes)
        {
            WriteGroup();
        }
    }

    public override void Finish()
    {
        if (_count > 0)
        {
            WriteGroup();
        }

        Writer().DisposeAsync().AsTask().GetAwaiter().GetResult();
        _writer = null;
    }

    // What was not finished is not closed either: that would write to a stream that is given up.
    public override void Dispose()
    {
    }

    private ParquetWriter Writer()
    {
        if (_writer is null)
        {
            _writer = ParquetWriter.CreateAsync(_schema, _stream, _options).GetAwaiter().GetResult();
            _writer.CustomMetadata = new Dictionary<string, string> { [ParquetFileFormat.SchemaKey] = _rows.Json };
        }

        return _writer;
    }

    private void WriteGroup()
    {
        using var group = Writer().CreateRowGroup();
        foreach (var leaf in _leaves)
        {
            leaf.WriteTo(group);
        }

        _count = 0;
    }
}
