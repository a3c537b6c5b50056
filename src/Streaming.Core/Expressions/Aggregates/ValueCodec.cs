using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Streaming;

/// <summary>Bytes of values of one type. As keys they are canonical: equal values have equal bytes (-0.0 as 0.0, one NaN).</summary>
internal abstract class ValueCodec
{
    /// <summary>Appends the bytes of a value that is not NULL.</summary>
    public abstract void Write(ColumnVector vector, int row, ArrayBufferWriter<byte> output);

    /// <summary>Appends the value to a vector and moves on behind it.</summary>
    public abstract void Read(ref ReadOnlySpan<byte> data, ColumnVector vector);

    public void WriteNullable(ColumnVector vector, int row, ArrayBufferWriter<byte> output)
    {
        bool isNull = vector.IsNull(row);
        output.GetSpan(1)[0] = isNull ? (byte)0 : (byte)1;
        output.Advance(1);
        if (!isNull)
        {
            Write(vector, row, output);
        }
    }

    public void ReadNullable(ref ReadOnlySpan<byte> data, ColumnVector vector)
    {
        bool isNull = data[0] == 0;
        data = data[1..];
        if (isNull)
        {
            vector.AppendNull();
        }
        else
        {
            Read(ref data, vector);
        }
    }

    public static ValueCodec Of(DataType type, bool canonical) => Vectors.Create(type) switch
    {
        BytesVector => new BytesCodec(),
        FixedVector<float> when canonical => new FloatCodec(),
        FixedVector<double> when canonical => new DoubleCodec(),
        FixedVector<bool> => new FixedCodec<bool>(),
        FixedVector<byte> => new FixedCodec<byte>(),
        FixedVector<sbyte> => new FixedCodec<sbyte>(),
        FixedVector<short> => new FixedCodec<short>(),
        FixedVector<int> => new FixedCodec<int>(),
        FixedVector<long> => new FixedCodec<long>(),
        FixedVector<float> => new FixedCodec<float>(),
        FixedVector<double> => new FixedCodec<double>(),
        FixedVector<Int128> => new FixedCodec<Int128>(),
        FixedVector<Interval> => new IntervalCodec(),
        ArrayVector => new ArrayCodec(Of(((ArrayType)type).ElementType, canonical)),
        MapVector => new MapCodec(Of(((MapType)type).KeyType, canonical), Of(((MapType)type).ValueType, canonical)),
        StructVector => new StructCodec([.. ((StructType)type).Fields.Select(field => Of(field.Type, canonical))]),
        var vector => throw new ArgumentOutOfRangeException(nameof(type), vector.GetType().Name),
    };

    public static void WriteInt(int value, ArrayBufferWriter<byte> output)
    {
        BinaryPrimitives.WriteInt32BigEndian(output.GetSpan(sizeof(int)), value);
        output.Advance(sizeof(int));
    }

    public static int ReadInt(ref ReadOnlySpan<byte> data)
    {
        int value = BinaryPrimitives.ReadInt32BigEndian(data);
        data = data[sizeof(int)..];
        return value;
    }

    /// <summary>Appends a value of a fixed size, high byte first on every machine, as the typed serdes do.</summary>
    public static void WriteFixed<T>(T value, ArrayBufferWriter<byte> output)
        where T : unmanaged
    {
        int size = Unsafe.SizeOf<T>();
        var span = output.GetSpan(size)[..size];
        MemoryMarshal.Write(span, in value);
        if (BitConverter.IsLittleEndian)
        {
            span.Reverse();
        }

        output.Advance(size);
    }

    public static T ReadFixed<T>(ref ReadOnlySpan<byte> data)
        where T : unmanaged
    {
        int size = Unsafe.SizeOf<T>();
        T value;
        if (!BitConverter.IsLittleEndian)
        {
            value = MemoryMarshal.Read<T>(data);
        }
        else
        {
            Span<byte> turned = stackalloc byte[size];
            data[..size].CopyTo(turned);
            turned.Reverse();
            value = MemoryMarshal.Read<T>(turned);
        }

        data = data[size..];
        return value;
    }

    private sealed class FixedCodec<T> : ValueCodec
        where T : unmanaged
    {
        public override void Write(ColumnVector vector, int row, ArrayBufferWriter<byte> output) => WriteFixed(((FixedVector<T>)vector).Values[row], output);

        public override void Read(ref ReadOnlySpan<byte> data, ColumnVector vector) => ((FixedVector<T>)vector).Append(ReadFixed<T>(ref data));
    }

    private sealed class FloatCodec : ValueCodec
    {
        public override void Write(ColumnVector vector, int row, ArrayBufferWriter<byte> output)
        {
            float value = ((FixedVector<float>)vector).Values[row];
            WriteFixed(float.IsNaN(value) ? float.NaN : value == 0 ? 0f : value, output);
        }

        public override void Read(ref ReadOnlySpan<byte> data, ColumnVector vector) => ((FixedVector<float>)vector).Append(ReadFixed<float>(ref data));
    }

    private sealed class DoubleCodec : ValueCodec
    {
        public override void Write(ColumnVector vector, int row, ArrayBufferWriter<byte> output)
        {
            double value = ((FixedVector<double>)vector).Values[row];
            WriteFixed(double.IsNaN(value) ? double.NaN : value == 0 ? 0d : value, output);
        }

        public override void Read(ref ReadOnlySpan<byte> data, ColumnVector vector) => ((FixedVector<double>)vector).Append(ReadFixed<double>(ref data));
    }

    private sealed class IntervalCodec : ValueCodec
    {
        public override void Write(ColumnVector vector, int row, ArrayBufferWriter<byte> output)
        {
            var value = ((FixedVector<Interval>)vector).Values[row];
            WriteFixed(value.Months, output);
            WriteFixed(value.Days, output);
            WriteFixed(value.Microseconds, output);
        }

        public override void Read(ref ReadOnlySpan<byte> data, ColumnVector vector)
        {
            int months = ReadFixed<int>(ref data);
            int days = ReadFixed<int>(ref data);
            ((FixedVector<Interval>)vector).Append(new Interval(months, days, ReadFixed<long>(ref data)));
        }
    }

    private sealed class BytesCodec : ValueCodec
    {
        public override void Write(ColumnVector vector, int row, ArrayBufferWriter<byte> output)
        {
            var value = ((BytesVector)vector).Value(row);
            WriteInt(value.Length, output);
            output.Write(value);
        }

        public override void Read(ref ReadOnlySpan<byte> data, ColumnVector vector)
        {
            int length = ReadInt(ref data);
            ((BytesVector)vector).AppendCopy(data[..length]);
            data = data[length..];
        }
    }

    private sealed class ArrayCodec(ValueCodec element) : ValueCodec
    {
        public override void Write(ColumnVector vector, int row, ArrayBufferWriter<byte> output)
        {
            var array = (ArrayVector)vector;
            WriteInt(array.Lengths[row], output);
            for (int i = 0; i < array.Lengths[row]; i++)
            {
                element.WriteNullable(array.Elements, array.Starts[row] + i, output);
            }
        }

        public override void Read(ref ReadOnlySpan<byte> data, ColumnVector vector)
        {
            var array = (ArrayVector)vector;
            int length = ReadInt(ref data);
            int start = array.Elements.Count;
            for (int i = 0; i < length; i++)
            {
                element.ReadNullable(ref data, array.Elements);
            }

            array.AppendRow(start, length);
        }
    }

    private sealed class MapCodec(ValueCodec key, ValueCodec value) : ValueCodec
    {
        public override void Write(ColumnVector vector, int row, ArrayBufferWriter<byte> output)
        {
            var map = (MapVector)vector;
            WriteInt(map.Lengths[row], output);
            for (int i = map.Starts[row]; i < map.Starts[row] + map.Lengths[row]; i++)
            {
                key.Write(map.Keys, i, output);
                value.WriteNullable(map.Values, i, output);
            }
        }

        public override void Read(ref ReadOnlySpan<byte> data, ColumnVector vector)
        {
            var map = (MapVector)vector;
            int length = ReadInt(ref data);
            int start = map.Keys.Count;
            for (int i = 0; i < length; i++)
            {
                key.Read(ref data, map.Keys);
                value.ReadNullable(ref data, map.Values);
            }

            map.AppendRow(start, length);
        }
    }

    private sealed class StructCodec(ValueCodec[] fields) : ValueCodec
    {
        public override void Write(ColumnVector vector, int row, ArrayBufferWriter<byte> output)
        {
            var structure = (StructVector)vector;
            for (int i = 0; i < fields.Length; i++)
            {
                fields[i].WriteNullable(structure.Fields[i], row, output);
            }
        }

        public override void Read(ref ReadOnlySpan<byte> data, ColumnVector vector)
        {
            var structure = (StructVector)vector;
            for (int i = 0; i < fields.Length; i++)
            {
                fields[i].ReadNullable(ref data, structure.Fields[i]);
            }

            structure.AppendRow();
        }
    }
}
