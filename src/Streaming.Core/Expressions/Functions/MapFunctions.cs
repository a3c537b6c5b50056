using System.Globalization;
using System.Text;
using P = Streaming.Parameter;

namespace Streaming;

/// <summary>Functions of maps and structs.</summary>
internal static class MapFunctions
{
    private const string Category = "collection";

    public static IEnumerable<FunctionDefinition> All =>
    [
        Scalar.Bind(Category, "map", "A map of keys and values in turn.", 0, int.MaxValue, MakeMap),
        Scalar.Bind(Category, "struct", "A struct of values; columns keep their names.", 0, int.MaxValue, call => MakeStruct(call, [.. call.Call.Children.Select((child, i) => FieldName(child, i))], call.Arguments)),
        Scalar.Bind(Category, "named_struct", "A struct of names and values in turn.", 0, int.MaxValue, NamedStruct),
        Scalar.Define(Category, "map_keys", "Keys of a map.", [P.Map], a => new ArrayType(((MapType)a[0].Type).KeyType, false), (f, row) => Entries(f, row, ((MapVector)f.Arguments[0]).Keys)),
        Scalar.Define(Category, "map_values", "Values of a map.", [P.Map], a => new ArrayType(((MapType)a[0].Type).ValueType, ((MapType)a[0].Type).ValueContainsNull), (f, row) => Entries(f, row, ((MapVector)f.Arguments[0]).Values)),
        Scalar.Define(Category, "map_entries", "Entries of a map as structs.", [P.Map], EntriesType, MapEntries),
        Scalar.Bind(Category, "map_contains_key", "Whether a key is in a map.", 2, 2, ContainsKey),
        Scalar.Bind(Category, "map_concat", "Maps as one; a key may come once only.", 0, int.MaxValue, MapConcat),
        Scalar.Bind(Category, "map_from_arrays", "A map of an array of keys and one of values.", 2, 2, MapFromArrays),
        Scalar.Bind(Category, "map_from_entries", "A map of structs of two fields.", 1, 1, MapFromEntries),
        Scalar.Define(Category, "str_to_map", "A map of a text, by the delimiters of pairs and of key and value.", [P.String], new MapType(DataTypes.String, DataTypes.String), StrToMap, least: 1, most: 3),
    ];

    /// <summary>Appends an entry to the row that began at a position; a key that is NULL or there already is an error.</summary>
    public static void AppendEntry(MapVector target, int start, ColumnVector keys, int key, ColumnVector values, int value)
    {
        if (keys.IsNull(key))
        {
            throw FunctionErrors.Of("NULL_MAP_KEY", "2200E", "Cannot use null as map key.");
        }

        for (int i = start; i < target.Keys.Count; i++)
        {
            if (VectorOrder.Compare(target.Keys, i, keys, key) == 0)
            {
                throw Duplicate(keys, key);
            }
        }

        target.Keys.AppendFrom(keys, key);
        target.Values.AppendFrom(values, value);
    }

    private static StreamingException Duplicate(ColumnVector keys, int key)
    {
        string text = keys switch
        {
            BytesVector bytes => Encoding.UTF8.GetString(bytes.Value(key)),
            FixedVector<int> ints => ints.Values[key].ToString(CultureInfo.InvariantCulture),
            FixedVector<long> longs => longs.Values[key].ToString(CultureInfo.InvariantCulture),
            FixedVector<double> doubles => CastsToText.OfDouble(doubles.Values[key]),
            FixedVector<bool> flags => flags.Values[key] ? "true" : "false",
            _ => "",
        };
        return FunctionErrors.Of("DUPLICATED_MAP_KEY", "23505", $"Duplicate map key {text} was found, please check the input data.\nIf you want to remove the duplicated keys, you can set \"spark.sql.mapKeyDedupPolicy\" to \"LAST_WIN\" so that the key inserted at last takes precedence.");
    }

    private static ScalarCall MakeMap(FunctionCall call)
    {
        var types = call.Arguments.Select(a => a.Type).ToArray();
        var keys = types.Where((_, i) => i % 2 == 0).ToArray();
        var values = types.Where((_, i) => i % 2 == 1).ToArray();
        if (keys.Length != values.Length)
        {
            throw FunctionErrors.Of("WRONG_NUM_ARGS.WITHOUT_SUGGESTION", "42605", $"The `map` requires 2n (n > 0) parameters but the actual number is {types.Length}. Please, refer to 'https://spark.apache.org/docs/latest/sql-ref-functions.html' for a fix.");
        }

        var key = keys.Length == 0 ? DataTypes.String : Coerce.CommonType(call, keys) ?? throw FunctionErrors.Mismatch(call, "CREATE_MAP_KEY_DIFF_TYPES", $"The given keys of function `map` should all be the same type, but they are [{string.Join(", ", keys.Select(t => $"\"{t.Sql}\""))}].");
        var value = values.Length == 0 ? DataTypes.String : Coerce.CommonType(call, values) ?? throw FunctionErrors.Mismatch(call, "CREATE_MAP_VALUE_DIFF_TYPES", $"The given values of function `map` should all be the same type, but they are [{string.Join(", ", values.Select(t => $"\"{t.Sql}\""))}].");
        var arguments = call.Arguments.Select((a, i) => Coerce.To(call, a, i % 2 == 0 ? key : value)).ToArray();
        return new ScalarCall(new MapType(key, value, arguments.Where((a, i) => i % 2 == 1 && a.Nullable).Any()), false, (f, row) =>
        {
            var result = (MapVector)f.Result;
            int start = result.Keys.Count;
            for (int i = 0; i < f.Count; i += 2)
            {
                AppendEntry(result, start, f.Arguments[i], row, f.Arguments[i + 1], row);
            }

            result.AppendRow(start, f.Count / 2);
        }, false, arguments);
    }

    private static string FieldName(SqlExpression expression, int index) => expression switch
    {
        AliasExpression alias => alias.Names[0],
        AttributeExpression attribute => attribute.Parts[^1],
        ExtractExpression { Key: LiteralExpression { Value: string name } } => name,
        _ => $"col{index + 1}",
    };

    private static ScalarCall NamedStruct(FunctionCall call)
    {
        if (call.Arguments.Count % 2 != 0)
        {
            throw FunctionErrors.Of("WRONG_NUM_ARGS.WITHOUT_SUGGESTION", "42605", $"The `named_struct` requires 2n (n > 0) parameters but the actual number is {call.Arguments.Count}. Please, refer to 'https://spark.apache.org/docs/latest/sql-ref-functions.html' for a fix.");
        }

        var names = new List<string>();
        for (int i = 0; i < call.Arguments.Count; i += 2)
        {
            string? name = call.Arguments[i].Type == DataTypes.String && Constants.IsConstant(call.Arguments[i]) ? Scalar.ConstantText(call, i, "name") : null;
            names.Add(name ?? throw FunctionErrors.Mismatch(call, "CREATE_NAMED_STRUCT_WITHOUT_FOLDABLE_STRING", $"Only foldable `STRING` expressions are allowed to appear at odd position, but they are [{string.Join(", ", call.Call.Children.Where((_, k) => k % 2 == 0).Select(c => $"\"{c.Sql}\""))}]."));
        }

        return MakeStruct(call, names, [.. call.Arguments.Where((_, i) => i % 2 == 1)]);
    }

    private static ScalarCall MakeStruct(FunctionCall call, IReadOnlyList<string> names, IReadOnlyList<BoundExpression> values)
    {
        var type = new StructType(names.Select((name, i) => new StructField(name, values[i].Type, values[i].Nullable)));
        return new ScalarCall(type, false, (f, row) =>
        {
            var result = (StructVector)f.Result;
            for (int i = 0; i < f.Count; i++)
            {
                result.Fields[i].AppendFrom(f.Arguments[i], row);
            }

            result.AppendRow();
        }, false, [.. values]);
    }

    private static void Entries(CallFrame f, int row, ColumnVector source)
    {
        var map = (MapVector)f.Arguments[0];
        var result = (ArrayVector)f.Result;
        int start = result.Elements.Count;
        for (int i = map.Starts[row]; i < map.Starts[row] + map.Lengths[row]; i++)
        {
            result.Elements.AppendFrom(source, i);
        }

        result.AppendRow(start, map.Lengths[row]);
    }

    private static DataType EntriesType(BoundExpression[] arguments)
    {
        var map = (MapType)arguments[0].Type;
        return new ArrayType(new StructType(new StructField("key", map.KeyType, false), new StructField("value", map.ValueType, map.ValueContainsNull)), false);
    }

    private static void MapEntries(CallFrame f, int row)
    {
        var map = (MapVector)f.Arguments[0];
        var result = (ArrayVector)f.Result;
        var entries = (StructVector)result.Elements;
        int start = entries.Count;
        for (int i = map.Starts[row]; i < map.Starts[row] + map.Lengths[row]; i++)
        {
            entries.Fields[0].AppendFrom(map.Keys, i);
            entries.Fields[1].AppendFrom(map.Values, i);
            entries.AppendRow();
        }

        result.AppendRow(start, map.Lengths[row]);
    }

    private static ScalarCall ContainsKey(FunctionCall call)
    {
        if (call.Arguments[0].Type is not MapType map || Coerce.CommonType(call, [map.KeyType, call.Arguments[1].Type]) is not { } key || !key.SameType(map.KeyType))
        {
            throw FunctionErrors.Mismatch(call, "MAP_FUNCTION_DIFF_TYPES", $"Input to `map_contains_key` should have been \"MAP\" followed by a value with same key type, but it's [\"{call.Arguments[0].Type.Sql}\", \"{call.Arguments[1].Type.Sql}\"].");
        }

        return new ScalarCall(DataTypes.Boolean, true, (f, row) => f.Return(row, Elements.FindKey((MapVector)f.Arguments[0], row, f.Arguments[1], row) >= 0), true, call.Arguments[0], Coerce.To(call, call.Arguments[1], key));
    }

    private static ScalarCall MapConcat(FunctionCall call)
    {
        var type = call.Arguments.Count == 0 ? new MapType(DataTypes.String, DataTypes.String, false) : call.Arguments.All(a => a.Type is MapType) ? Coerce.CommonType(call, [.. call.Arguments.Select(a => a.Type)]) : null;
        if (type is not MapType)
        {
            throw FunctionErrors.Mismatch(call, "MAP_CONCAT_DIFF_TYPES", $"The `map_concat` should all be of type map, but it's [{string.Join(", ", call.Arguments.Select(a => $"\"{a.Type.Sql}\""))}].");
        }

        return new ScalarCall(type, call.Arguments.Any(a => a.Nullable), (f, row) =>
        {
            var result = (MapVector)f.Result;
            int start = result.Keys.Count;
            foreach (var argument in f.Arguments)
            {
                var map = (MapVector)argument;
                for (int i = map.Starts[row]; i < map.Starts[row] + map.Lengths[row]; i++)
                {
                    AppendEntry(result, start, map.Keys, i, map.Values, i);
                }
            }

            result.AppendRow(start, result.Keys.Count - start);
        }, true, [.. call.Arguments.Select(a => Coerce.To(call, a, type))]);
    }

    private static ScalarCall MapFromArrays(FunctionCall call)
    {
        var arguments = Scalar.Convert(call, P.Array);
        var values = (ArrayType)arguments[1].Type;
        return new ScalarCall(new MapType(((ArrayType)arguments[0].Type).ElementType, values.ElementType, values.ContainsNull), arguments.Any(a => a.Nullable), (f, row) =>
        {
            var keyArray = (ArrayVector)f.Arguments[0];
            var valueArray = (ArrayVector)f.Arguments[1];
            if (keyArray.Lengths[row] != valueArray.Lengths[row])
            {
                throw new StreamingException("_LEGACY_ERROR_TEMP_2128", "The key array and value array of MapData must have the same length.");
            }

            var result = (MapVector)f.Result;
            int start = result.Keys.Count;
            for (int i = 0; i < keyArray.Lengths[row]; i++)
            {
                AppendEntry(result, start, keyArray.Elements, keyArray.Starts[row] + i, valueArray.Elements, valueArray.Starts[row] + i);
            }

            result.AppendRow(start, keyArray.Lengths[row]);
        }, true, arguments);
    }

    private static ScalarCall MapFromEntries(FunctionCall call)
    {
        if (call.Arguments[0].Type is not ArrayType { ElementType: StructType { Fields.Count: 2 } entry })
        {
            throw FunctionErrors.UnexpectedType(call, 0, "\"ARRAY\" of pair \"STRUCT\"");
        }

        return new ScalarCall(new MapType(entry.Fields[0].Type, entry.Fields[1].Type, entry.Fields[1].Nullable), true, (f, row) =>
        {
            var array = (ArrayVector)f.Arguments[0];
            var entries = (StructVector)array.Elements;
            var result = (MapVector)f.Result;
            int start = result.Keys.Count;
            for (int i = array.Starts[row]; i < array.Starts[row] + array.Lengths[row]; i++)
            {
                if (entries.IsNull(i))
                {
                    result.AppendNull();
                    return;
                }

                AppendEntry(result, start, entries.Fields[0], i, entries.Fields[1], i);
            }

            result.AppendRow(start, array.Lengths[row]);
        }, true, call.Arguments[0]);
    }

    private static void StrToMap(CallFrame f, int row)
    {
        var kept = f.KeptState<Separators>();
        kept.Set(f.Count > 1 ? f.KeptText(1, row) : ",", f.Count > 2 ? f.KeptText(2, row) : ":");
        var (pairs, separator) = (kept.Pairs, kept.Separator);
        var result = (MapVector)f.Result;
        int start = result.Keys.Count;
        foreach (string pair in pairs.Split(f.Text(0, row)))
        {
            var parts = separator.Split(pair, 2);
            var key = Encoding.UTF8.GetBytes(parts[0]);
            for (int i = start; i < result.Keys.Count; i++)
            {
                if (((BytesVector)result.Keys).Value(i).SequenceEqual(key))
                {
                    throw Duplicate(result.Keys, i);
                }
            }

            ((BytesVector)result.Keys).AppendCopy(key);
            if (parts.Length > 1)
            {
                ((BytesVector)result.Values).AppendCopy(Encoding.UTF8.GetBytes(parts[1]));
            }
            else
            {
                result.Values.AppendNull();
            }
        }

        result.AppendRow(start, result.Keys.Count - start);
    }

    // Compiled once while the texts stay the same.
    private sealed class Separators
    {
        private (string Pairs, string Separator)? _texts;

        public System.Text.RegularExpressions.Regex Pairs { get; private set; } = null!;

        public System.Text.RegularExpressions.Regex Separator { get; private set; } = null!;

        public void Set(string pairs, string separator)
        {
            if (_texts != (pairs, separator))
            {
                Pairs = JavaRegex.Compile(pairs);
                Separator = JavaRegex.Compile(separator);
                _texts = (pairs, separator);
            }
        }
    }
}
