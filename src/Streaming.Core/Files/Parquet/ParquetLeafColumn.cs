using Parquet;
using Parquet.Data;
using Parquet.Schema;

namespace Streaming;

/// <summary>The values of a leaf of one row group, and their levels.</summary>
internal sealed class ParquetLeafColumn<T>(DataField leaf, Action<ColumnVector, T> append) : ParquetColumn
    where T : struct
{
    private RawColumnData<T>? _data;
    private int _count;
    private int _position;
    private int _value;

    public override int Definition => leaf.MaxDefinitionLevel == 0 ? 0 : _data!.DefinitionLevels[_position];

    public override int Repetition => _position == _count ? -1 : leaf.MaxRepetitionLevel == 0 ? 0 : _data!.RepetitionLevels[_position];

    public override void Load(ParquetRowGroupReader group)
    {
        _data?.Dispose();
        _data = (RawColumnData<T>)group.ReadRawColumnDataBaseAsync(leaf, CancellationToken.None).AsTask().GetAwaiter().GetResult();
        _count = leaf.MaxDefinitionLevel == 0 ? _data.Values.Length : _data.DefinitionLevels.Length;
        _position = 0;
        _value = 0;
    }

    public override void AppendNext(ColumnVector target)
    {
        if (Definition == leaf.MaxDefinitionLevel)
        {
            append(target, _data!.Values[_value++]);
        }
        else
        {
            target.AppendNull();
        }

        _position++;
    }

    public override void Skip() => _position++;

    public override void Dispose()
    {
        _data?.Dispose();
        _data = null;
    }
}
