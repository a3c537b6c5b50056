namespace Streaming;

/// <summary>Fills the columns of a batch from files that lie in folders of one shape: some columns are in the files, some are names of folders.</summary>
internal sealed class FileColumns : IDisposable
{
    private readonly bool[] _isPartition;
    private readonly FileRows _rows;
    private readonly ColumnVector[] _data;
    private readonly bool[] _dataRequired;
    private readonly Partition[] _partitions;
    private readonly RowReadContext _context;

    public FileColumns(FileScan scan, bool[] isPartition, StreamOptions options, RowReadContext context, RowBatch batch)
    {
        _isPartition = isPartition;
        _context = context;
        var data = Enumerable.Range(0, isPartition.Length).Where(i => !isPartition[i]).ToArray();
        _data = [.. data.Select(i => batch.Columns[i])];
        _dataRequired = [.. data.Select(i => context.Required[i])];
        _rows = scan.Format.CreateReaders(scan.DataSchema(isPartition), options).Create(_dataRequired, context.Evaluation);
        _partitions = [.. Enumerable.Range(0, isPartition.Length)
            .Where(i => isPartition[i] && context.Required[i])
            .Select(i => new Partition(scan.Schema.Fields[i], batch.Columns[i]))];
    }

    private sealed record Partition(StructField Field, ColumnVector Target)
    {
        /// <summary>One row with the value of the file at hand.</summary>
        public ColumnVector Value { get; set; } = Target;
    }

    public bool Fits(bool[] isPartition) => _isPartition.AsSpan().SequenceEqual(isPartition);

    public void Open(DataFile file)
    {
        foreach (var partition in _partitions)
        {
            string? text = file.Partitions.Last(entry => string.Equals(entry.Key, partition.Field.Name, StringComparison.OrdinalIgnoreCase)).Value;
            partition.Value = ValueOf(text, partition.Field.Type);
        }

        _rows.Open(file.Path);
    }

    public int Read(int capacity)
    {
        for (int i = 0; i < _data.Length; i++)
        {
            if (_dataRequired[i])
            {
                _data[i].Reset(0);
            }
        }

        int count = _rows.Read(_data, capacity);
        foreach (var partition in _partitions)
        {
            partition.Target.Reset(0);
            for (int i = 0; i < count; i++)
            {
                partition.Target.AppendFrom(partition.Value, 0);
            }
        }

        return count;
    }

    public void Dispose() => _rows.Dispose();

    private ColumnVector ValueOf(string? text, DataType type)
    {
        var empty = RowBatch.Create(new StructType(), 1);
        empty.Count = 1;
        SqlExpression literal = text is null ? new LiteralExpression(null, DataTypes.Null) : new LiteralExpression(text, DataTypes.String);
        return new Binder(empty.Schema, _context.Evaluation.IsAnsi).Bind(new CastExpression(literal, type)).Compile().Evaluate(empty, RowSet.All(1), _context.Evaluation);
    }
}
