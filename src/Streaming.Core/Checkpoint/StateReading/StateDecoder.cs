namespace Streaming;

/// <summary>Shows encoded keys and values as columns, where a store says that they are in a form that is known here.</summary>
internal sealed class StateDecoder
{
    private static readonly Dictionary<string, (DataType Type, Func<byte[], object?> Read)> Known = new()
    {
        ["string"] = (DataTypes.String, bytes => Serdes.Utf8.Read(bytes)),
        ["long"] = (DataTypes.Long, bytes => Serdes.Int64.Read(bytes)),
        ["int"] = (DataTypes.Integer, bytes => Serdes.Int32.Read(bytes)),
        ["double"] = (DataTypes.Double, bytes => Serdes.Double.Read(bytes)),
        ["bool"] = (DataTypes.Boolean, bytes => Serdes.Boolean.Read(bytes)),
    };

    private readonly StateStoreSchema _schema;
    private readonly RowKeyCodec? _keys;

    public StateDecoder(StateStoreSchema schema)
    {
        _schema = schema;
        if (schema.Form == StateStoreSchema.Columns)
        {
            KeySchema = StateSchemaText.Parse(schema.Key);
            _keys = KeySchema is null ? null : new RowKeyCodec(KeySchema.Fields.Select(field => field.Type), schema.TimeColumn, schema.WindowLength > 0 ? schema.WindowLength : null);
            ValueSchema = StateSchemaText.Parse(schema.Value) is { } value && value.Fields.All(field => field.Type == DataTypes.String || FixedParts.IsKnown(field.Type)) ? value : null;
        }
        else if (schema.Form == StateStoreSchema.Serdes)
        {
            KeySchema = Known.TryGetValue(schema.Key, out var key) ? Single(key.Type) : null;
            ValueSchema = Known.TryGetValue(schema.Value, out var value) ? Single(value.Type) : null;
        }
    }

    /// <summary>Columns of the keys; null where they are bytes.</summary>
    public StructType? KeySchema { get; }

    /// <summary>Columns of the values; null where they are bytes.</summary>
    public StructType? ValueSchema { get; }

    public Row? Key(ReadOnlySpan<byte> key, bool isNull)
    {
        if (KeySchema is null)
        {
            return null;
        }

        if (_keys is null)
        {
            return new Row(KeySchema, [isNull ? null : Known[_schema.Key].Read(key.ToArray())]);
        }

        var columns = KeySchema.Fields.Select(field => Vectors.Create(field.Type)).ToArray();
        _keys.Decode(key, isNull, columns);
        return new Row(KeySchema, columns.Select(column => VectorValues.Get(column, 0)));
    }

    public Row? Value(ReadOnlySpan<byte> value)
    {
        if (ValueSchema is null)
        {
            return null;
        }

        if (_schema.Form == StateStoreSchema.Serdes)
        {
            return new Row(ValueSchema, [Known[_schema.Value].Read(value.ToArray())]);
        }

        object?[] parts = new object?[ValueSchema.Fields.Count];
        for (int i = 0; i < parts.Length; i++)
        {
            parts[i] = FixedParts.Read(ValueSchema.Fields[i].Type, ref value);
        }

        return new Row(ValueSchema, parts);
    }

    private static StructType Single(DataType type) => new(new StructField("value", type));

    // The parts of aggregates' intermediate values: see StateValue; texts with their length before them, -1 where there is none.
    private static class FixedParts
    {
        public static bool IsKnown(DataType type) => Vectors.Create(type)
            is FixedVector<bool> or FixedVector<byte> or FixedVector<sbyte> or FixedVector<short> or FixedVector<int> or FixedVector<long> or FixedVector<float> or FixedVector<double> or FixedVector<Int128>;

        public static object? Read(DataType type, ref ReadOnlySpan<byte> data)
        {
            var column = Vectors.Create(type);
            if (column is BytesVector bytes)
            {
                int length = ValueCodec.ReadInt(ref data);
                if (length < 0)
                {
                    return null;
                }

                bytes.AppendCopy(data[..length]);
                data = data[length..];
                return VectorValues.Get(bytes, 0);
            }

            byte mark = ValueCodec.ReadFixed<byte>(ref data);
            ValueCodec.Of(type, canonical: false).Read(ref data, column);
            return mark == StateValue.Some ? VectorValues.Get(column, 0) : null;
        }
    }
}
