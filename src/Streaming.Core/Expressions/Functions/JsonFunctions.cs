using System.Text;
using System.Text.Json;
using P = Streaming.Parameter;

namespace Streaming;

/// <summary>Functions of JSON texts.</summary>
internal static class JsonFunctions
{
    private const string Category = "json";

    public static IEnumerable<FunctionDefinition> All =>
    [
        Scalar.Bind(Category, "from_json", "Columns of a JSON text by a schema; NULL where it does not fit.", 2, 3, FromJson),
        Scalar.Bind(Category, "to_json", "A struct, array or map as JSON.", 1, 2, ToJson),
        Scalar.Define(Category, "get_json_object", "What a path like $.a[0].b points at, as text.", [P.String, P.String], DataTypes.String, GetJsonObject, nullable: true),
        Scalar.Define(Category, "json_object_keys", "Names of a JSON object.", [P.String], new ArrayType(DataTypes.String), ObjectKeys, nullable: true),
    ];

    /// <summary>Options given as <c>map('name', 'value', ...)</c>.</summary>
    public static Dictionary<string, string> Options(FunctionCall call, int argument)
    {
        var options = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        if (argument >= call.Call.Children.Count)
        {
            return options;
        }

        if (call.Call.Children[argument] is not CallExpression { Function: var name } map || !name.Equals("map", StringComparison.OrdinalIgnoreCase))
        {
            throw FunctionErrors.Of("INVALID_OPTIONS.NON_MAP_FUNCTION", "42K06", "Invalid options: Must use the `map()` function for options.");
        }

        for (int i = 0; i + 1 < map.Children.Count; i += 2)
        {
            if (map.Children[i] is not LiteralExpression { Value: string key } || map.Children[i + 1] is not LiteralExpression { Value: string value })
            {
                throw FunctionErrors.Of("INVALID_OPTIONS.NON_STRING_TYPE", "42K06", $"Invalid options: A type of keys and values in `map()` must be string, but got \"{call.Arguments[argument].Type.Sql}\".");
            }

            options[key] = value;
        }

        return options;
    }

    private static FromJsonExpression FromJson(FunctionCall call)
    {
        string text = Scalar.ConstantText(call, 1, "schema") ?? throw FunctionErrors.Of("INVALID_SCHEMA.NON_STRING_LITERAL", "42K07", $"The input schema \"NULL\" is not a valid schema string. The input expression must be string literal and not null.");
        var schema = Nullable(SchemaText.Parse(text));
        if (schema is not (StructType or ArrayType or MapType))
        {
            throw FunctionErrors.Of("DATATYPE_MISMATCH.INVALID_JSON_SCHEMA", "42K09", $"Cannot resolve \"{call.Call.Sql}\" due to data type mismatch: Input schema \"{schema.Sql}\" must be a struct, an array, a map or a variant.");
        }

        if (call.Arguments[0].Type is not AtomicType { Kind: AtomicKind.String or AtomicKind.Null })
        {
            throw FunctionErrors.UnexpectedType(call, 0, P.String.Sql);
        }

        return new FromJsonExpression(Coerce.To(call, call.Arguments[0], DataTypes.String), schema, JsonOptions.Of(Options(call, 2)));
    }

    /// <summary>A schema says what may come; a text can always leave it out, so everything is nullable.</summary>
    private static DataType Nullable(DataType type) => type switch
    {
        StructType structure => new StructType(structure.Fields.Select(field => new StructField(field.Name, Nullable(field.Type)))),
        ArrayType array => new ArrayType(Nullable(array.ElementType)),
        MapType map => new MapType(map.KeyType, Nullable(map.ValueType)),
        _ => type,
    };

    private static ScalarCall ToJson(FunctionCall call)
    {
        var options = JsonOptions.Of(Options(call, 1));
        var type = call.Arguments[0].Type;
        if (type is not (StructType or ArrayType or MapType))
        {
            throw FunctionErrors.Mismatch(call, "INVALID_JSON_SCHEMA", $"Input schema \"{type.Sql}\" must be a struct, an array, a map or a variant.");
        }

        return new ScalarCall(DataTypes.String, true, (f, row) =>
        {
            var writer = f.State as JsonRowWriter;
            if (writer is null)
            {
                f.State = writer = new JsonRowWriter(options);
            }

            f.Return(row, writer.Write(f.Arguments[0], row, f.Context));
        }, true, call.Arguments[0]);
    }

    private static void ObjectKeys(CallFrame f, int row)
    {
        var text = f.Bytes(0, row);
        var result = (ArrayVector)f.Result;
        var reader = JsonText.Reader(text);
        if (!JsonText.IsValid(text) || !reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            result.AppendNull();
            return;
        }

        int start = result.Elements.Count;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            ((BytesVector)result.Elements).AppendCopy(JsonText.StringBytes(ref reader));
            reader.Skip();
        }

        result.AppendRow(start, result.Elements.Count - start);
    }

    private static void GetJsonObject(CallFrame f, int row)
    {
        var path = f.KeptState<JsonPaths>().Find(f.Bytes(1, row));
        var text = f.Bytes(0, row);
        if (path is null || !JsonText.TryAccept(ref text, false, false))
        {
            f.ReturnNull(row);
            return;
        }

        var reader = JsonText.Reader(text);
        reader.Read();
        if (path.TryFind(ref reader, text, out var found))
        {
            f.Return(row, found);
        }
        else
        {
            f.ReturnNull(row);
        }
    }

    private sealed class JsonPaths
    {
        private byte[]? _lastBytes;
        private JsonPath? _last;

        public JsonPath? Find(ReadOnlySpan<byte> path)
        {
            if (_lastBytes is null || !path.SequenceEqual(_lastBytes))
            {
                _last = JsonPath.TryParse(Encoding.UTF8.GetString(path));
                _lastBytes = path.ToArray();
            }

            return _last;
        }
    }
}
