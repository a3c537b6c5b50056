using System.Text.Json;

namespace Streaming;

/// <summary>Finds the schema of JSON records: fields by name, each with the narrowest type that all of its values have.</summary>
internal sealed class JsonInference(bool primitivesAsString, bool allowComments, string corruptColumn)
{
    private DataType? _type;
    private bool _hasCorrupt;

    /// <summary>The schema of all records so far.</summary>
    public StructType Schema
    {
        get
        {
            var schema = _type is StructType structure ? (StructType)Finish(structure) : new StructType();
            return _hasCorrupt && schema.IndexOf(corruptColumn) < 0
                ? new StructType(schema.Fields.Append(new StructField(corruptColumn, DataTypes.String)).OrderBy(part => part.Name, StringComparer.Ordinal))
                : schema;
        }
    }

    public void Add(ReadOnlySpan<byte> record)
    {
        if (record.TrimStart(" \t\r\n"u8).Length == 0)
        {
            return;
        }

        var text = record;
        if (!JsonText.TryAccept(ref text, allowComments, allowNonNumeric: true))
        {
            _hasCorrupt = true;
            return;
        }

        var reader = JsonText.Reader(text, allowComments);
        reader.Read();
        var type = TypeOf(ref reader);
        type = type is ArrayType { ElementType: StructType element } ? element : type;
        if (type is StructType)
        {
            _type = _type is null ? type : Merge(_type, type);
        }
        else
        {
            _hasCorrupt = true;
        }
    }

    private DataType TypeOf(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                var fields = new List<StructField>();
                while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
                {
                    string name = reader.GetString()!;
                    reader.Read();
                    var type = TypeOf(ref reader);
                    if (!fields.Exists(field => field.Name == name))
                    {
                        fields.Add(new StructField(name, type));
                    }
                }

                return new StructType(fields.OrderBy(field => field.Name, StringComparer.Ordinal));
            case JsonTokenType.StartArray:
                DataType? elements = null;
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    var type = TypeOf(ref reader);
                    elements = elements is null ? type : Merge(elements, type);
                }

                return new ArrayType(elements ?? DataTypes.Null);
            case JsonTokenType.Null:
                return DataTypes.Null;
            case JsonTokenType.Number when !primitivesAsString:
                return reader.TryGetInt64(out _) ? DataTypes.Long : reader.ValueSpan.IndexOfAny(".eE"u8) < 0 && reader.ValueSpan.TrimStart("-"u8).Length <= 38 ? new DecimalType(reader.ValueSpan.TrimStart("-"u8).Length, 0) : DataTypes.Double;
            case JsonTokenType.True or JsonTokenType.False when !primitivesAsString:
                return DataTypes.Boolean;
            default:
                return DataTypes.String;
        }
    }

    private static DataType Merge(DataType left, DataType right) =>
        left == right ? left
        : left == DataTypes.Null ? right
        : right == DataTypes.Null ? left
        : (left, right) switch
        {
            (StructType a, StructType b) => new StructType(a.Fields.Concat(b.Fields).GroupBy(field => field.Name)
                .Select(group => new StructField(group.Key, group.Select(field => field.Type).Aggregate(Merge))).OrderBy(field => field.Name, StringComparer.Ordinal)),
            (ArrayType a, ArrayType b) => new ArrayType(Merge(a.ElementType, b.ElementType)),
            (DecimalType a, DecimalType b) => a.Precision > b.Precision ? a : b,
            _ when IsNumber(left) && IsNumber(right) => left == DataTypes.Double || right == DataTypes.Double ? DataTypes.Double : left is DecimalType ? left : right,
            _ => DataTypes.String,
        };

    private static bool IsNumber(DataType type) => type == DataTypes.Long || type == DataTypes.Double || type is DecimalType;

    // What was always null is text, as Spark decides.
    private static DataType Finish(DataType type) => type switch
    {
        StructType structure => new StructType(structure.Fields.Select(field => new StructField(field.Name, Finish(field.Type)))),
        ArrayType array => new ArrayType(Finish(array.ElementType)),
        _ when type == DataTypes.Null => DataTypes.String,
        _ => type,
    };
}
