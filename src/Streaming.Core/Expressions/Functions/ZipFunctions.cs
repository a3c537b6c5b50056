namespace Streaming;

/// <summary>Functions that walk through several arrays or maps side by side.</summary>
internal static class ZipFunctions
{
    private const string Category = "collection";

    public static IEnumerable<FunctionDefinition> All =>
    [
        Scalar.Bind(Category, "arrays_zip", "Structs of the elements at each place of some arrays; shorter ones are filled up with NULL.", 0, int.MaxValue, ArraysZip),
        Scalar.Bind(Category, "zip_with", "The lambda's value for the elements at each place of two arrays; the shorter one is filled up with NULL.", 3, 3, ZipWith),
        Scalar.Bind(Category, "map_zip_with", "The lambda's value for each key of two maps and its two values, NULL where a map lacks it.", 3, 3, MapZipWith),
    ];

    private static ScalarCall ArraysZip(FunctionCall call)
    {
        var fields = new List<StructField>();
        for (int i = 0; i < call.Arguments.Count; i++)
        {
            var element = call.Arguments[i].Type switch
            {
                ArrayType array => array.ElementType,
                var type when type.IsNull() => DataTypes.Null,
                _ => throw FunctionErrors.UnexpectedType(call, i, "\"ARRAY\""),
            };
            string name = call.Call.Children[i] switch
            {
                AliasExpression alias => alias.Names[0],
                AttributeExpression attribute => attribute.Parts[^1],
                ExtractExpression { Key: LiteralExpression { Value: string field } } => field,
                _ => $"{i}",
            };
            fields.Add(new StructField(name, element));
        }

        var arguments = call.Arguments.Select(argument => argument.Type.IsNull() ? Coerce.To(call, argument, new ArrayType(DataTypes.Null)) : argument).ToArray();
        return new ScalarCall(new ArrayType(new StructType(fields), containsNull: false), arguments.Any(argument => argument.Nullable), Zip, true, arguments);
    }

    private static void Zip(CallFrame f, int row)
    {
        var result = (ArrayVector)f.Result;
        var structs = (StructVector)result.Elements;
        int start = structs.Count;
        int length = 0;
        for (int i = 0; i < f.Count; i++)
        {
            length = Math.Max(length, ((ArrayVector)f.Arguments[i]).Lengths[row]);
        }

        for (int place = 0; place < length; place++)
        {
            for (int i = 0; i < f.Count; i++)
            {
                var array = (ArrayVector)f.Arguments[i];
                if (place < array.Lengths[row])
                {
                    structs.Fields[i].AppendFrom(array.Elements, array.Starts[row] + place);
                }
                else
                {
                    structs.Fields[i].AppendNull();
                }
            }

            structs.AppendRow();
        }

        result.AppendRow(start, length);
    }

    // transform(arrays_zip(a, b), p -> f(p.0, p.1))
    private static BoundExpression ZipWith(FunctionCall call)
    {
        for (int i = 0; i < 2; i++)
        {
            if (call.Arguments[i].Type is not ArrayType)
            {
                throw FunctionErrors.UnexpectedType(call, i, "\"ARRAY\"");
            }
        }

        const string Pair = "\u0001pair";
        var lambda = Lambda(call, 2);
        SqlExpression Field(int i) => new ExtractExpression(new AttributeExpression(Pair), new LiteralExpression($"f{i}", DataTypes.String));
        var pairs = new CallExpression("arrays_zip", [new AliasExpression(call.Call.Children[0], "f0"), new AliasExpression(call.Call.Children[1], "f1")]);
        return call.Binder.Bind(new CallExpression("transform", [pairs, new LambdaExpression(Replace(lambda.Body, lambda.Parameters, [Field(0), Field(1)]), [Pair])]));
    }

    // map_from_arrays(keys, transform(keys, k -> f(k, a[k], b[k]))) over the keys of both.
    private static BoundExpression MapZipWith(FunctionCall call)
    {
        for (int i = 0; i < 2; i++)
        {
            if (call.Arguments[i].Type is not MapType)
            {
                throw FunctionErrors.UnexpectedType(call, i, "\"MAP\"");
            }
        }

        var (left, right) = ((MapType)call.Arguments[0].Type, (MapType)call.Arguments[1].Type);
        var key = TypeCoercion.CommonTypeWithoutText([left.KeyType, right.KeyType], call.Binder.IsAnsi);
        if (key is null || !key.IsOrdered())
        {
            throw FunctionErrors.Mismatch(call, "MAP_ZIP_WITH_DIFF_TYPES", $"Input to the `map_zip_with` should have been two maps with compatible key types, but it's [{BindErrors.Quote(left.KeyType)}, {BindErrors.Quote(right.KeyType)}].");
        }

        var lambda = Lambda(call, 3);
        var (a, b) = (call.Call.Children[0], call.Call.Children[1]);
        var keys = new CallExpression("array_union", [new CallExpression("map_keys", [a]), new CallExpression("map_keys", [b])]);
        var parameter = new AttributeExpression(lambda.Parameters[0]);
        SqlExpression Value(SqlExpression map) => new CallExpression("try_element_at", [map, parameter]);
        var body = Replace(lambda.Body, [.. lambda.Parameters.Skip(1)], [Value(a), Value(b)]);
        return call.Binder.Bind(new CallExpression("map_from_arrays", [keys, new CallExpression("transform", [keys, new LambdaExpression(body, [lambda.Parameters[0]])])]));
    }

    private static LambdaExpression Lambda(FunctionCall call, int parameters)
    {
        var lambda = call.Call.Children[2] as LambdaExpression ?? throw FunctionErrors.UnexpectedType(call, 2, "\"FUNCTION\"");
        return lambda.Parameters.Count == parameters ? lambda : throw BindErrors.Make(
            "INVALID_LAMBDA_FUNCTION_CALL.NUM_ARGS_MISMATCH",
            $"Invalid lambda function call. A higher order function expects {lambda.Parameters.Count} arguments, but got {parameters}.",
            "42K0D");
    }

    // Parameters of inner lambdas hide those of the same name.
    private static SqlExpression Replace(SqlExpression body, IReadOnlyList<string> names, IReadOnlyList<SqlExpression> values) => ExpressionRewriter.Replace(body, part =>
    {
        if (part is LambdaExpression inner && inner.Parameters.Any(parameter => names.Contains(parameter, StringComparer.OrdinalIgnoreCase)))
        {
            var kept = names.Index().Where(name => !inner.Parameters.Contains(name.Item, StringComparer.OrdinalIgnoreCase)).ToList();
            return new LambdaExpression(Replace(inner.Body, [.. kept.Select(name => name.Item)], [.. kept.Select(name => values[name.Index])]), inner.Parameters);
        }

        if (part is not AttributeExpression attribute)
        {
            return null;
        }

        int place = names.ToList().FindIndex(name => name.Equals(attribute.Parts[0], StringComparison.OrdinalIgnoreCase));
        return place < 0 ? null : attribute.Parts.Skip(1).Aggregate(values[place], (value, field) => new ExtractExpression(value, new LiteralExpression(field, DataTypes.String)));
    });
}
