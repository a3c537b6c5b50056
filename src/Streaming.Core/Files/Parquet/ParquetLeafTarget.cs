using System.Numerics;
using System.Text;
using Parquet;
using Parquet.Data;
using Parquet.Schema;

namespace Streaming;

/// <summary>The values of a leaf that wait to be written, and their levels.</summary>
internal abstract class ParquetLeafTarget : ParquetTarget
{
    /// <summary>About how much memory the values take.</summary>
    public abstract long Bytes { get; }

    public static ParquetLeafTarget Create(DataField field, DataType type) => type switch
    {
        DecimalType number => new Leaf<BigDecimal>(field, 48, (vector, row) => new BigDecimal((BigInteger)((FixedVector<Int128>)vector).Values[row], number.Precision, number.Scale)),
        IntervalType { IsYearMonth: true } => Fixed<int>(field),
        IntervalType => Fixed<long>(field),
        AtomicType atomic => atomic.Kind switch
        {
            AtomicKind.Boolean => Fixed<bool>(field),
            AtomicKind.Byte => Fixed<sbyte>(field),
            AtomicKind.Short => Fixed<short>(field),
            AtomicKind.Integer => Fixed<int>(field),
            AtomicKind.Long => Fixed<long>(field),
            AtomicKind.Float => Fixed<float>(field),
            AtomicKind.Double => Fixed<double>(field),
            AtomicKind.String => new Leaf<ReadOnlyMemory<char>>(field, 64, (vector, row) => Encoding.UTF8.GetString(((BytesVector)vector).Value(row)).AsMemory()),
            AtomicKind.Binary => new Leaf<ReadOnlyMemory<byte>>(field, 64, (vector, row) => ((BytesVector)vector).Value(row).ToArray()),
            AtomicKind.Date => new Leaf<DateTime>(field, 8, (vector, row) => ParquetTypes.Time(((FixedVector<int>)vector).Values[row] * Civil.MicrosPerDay, DateTimeKind.Utc)),
            AtomicKind.Timestamp => new Leaf<DateTime>(field, 8, (vector, row) => ParquetTypes.Time(((FixedVector<long>)vector).Values[row], DateTimeKind.Utc)),
            AtomicKind.TimestampNtz => new Leaf<DateTime>(field, 8, (vector, row) => ParquetTypes.Time(((FixedVector<long>)vector).Values[row], DateTimeKind.Unspecified)),
            _ => throw new ArgumentOutOfRangeException(nameof(type)),
        },
        _ => throw new ArgumentOutOfRangeException(nameof(type)),
    };

    /// <summary>Writes the values to a row group and forgets them.</summary>
    public abstract void WriteTo(ParquetRowGroupWriter group);

    private static Leaf<T> Fixed<T>(DataField field)
        where T : unmanaged => new(field, System.Runtime.CompilerServices.Unsafe.SizeOf<T>(), (vector, row) => ((FixedVector<T>)vector).Values[row]);

    private sealed class Leaf<T>(DataField field, int size, Func<ColumnVector, int, T> get) : ParquetLeafTarget
        where T : struct
    {
        private T[] _values = new T[1024];
        private int[] _definitions = new int[1024];
        private int[] _repetitions = [];
        private int _valueCount;
        private int _count;

        public override long Bytes => ((long)_valueCount * size) + (_count * 8L);

        public override void Add(ColumnVector vector, int row, int repetition)
        {
            if (vector.IsNull(row))
            {
                AddMissing(field.MaxDefinitionLevel - 1, repetition);
                return;
            }

            if (_valueCount == _values.Length)
            {
                Array.Resize(ref _values, _valueCount * 2);
            }

            _values[_valueCount++] = get(vector, row);
            AddMissing(field.MaxDefinitionLevel, repetition);
        }

        public override void AddMissing(int definition, int repetition)
        {
            if (_count == _definitions.Length)
            {
                Array.Resize(ref _definitions, _count * 2);
            }

            if (field.MaxRepetitionLevel > 0)
            {
                if (_count >= _repetitions.Length)
                {
                    Array.Resize(ref _repetitions, _definitions.Length);
                }

                _repetitions[_count] = repetition;
            }

            _definitions[_count++] = definition;
        }

        public override void WriteTo(ParquetRowGroupWriter group)
        {
            group.WriteAllPartsAsync<T>(
                field,
                _values.AsMemory(0, _valueCount),
                field.MaxDefinitionLevel == 0 ? null : _definitions.AsMemory(0, _count),
                field.MaxRepetitionLevel == 0 ? null : _repetitions.AsMemory(0, _count),
                CancellationToken.None).GetAwaiter().GetResult();
            Array.Clear(_values, 0, _valueCount);
            _valueCount = 0;
            _count = 0;
        }
    }
}
