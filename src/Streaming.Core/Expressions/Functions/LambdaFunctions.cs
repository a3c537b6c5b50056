namespace Streaming;

/// <summary>Functions that take functions.</summary>
internal static class LambdaFunctions
{
    private const string Category = "collection";

    public static IEnumerable<FunctionDefinition> All =>
    [
        Scalar.Bind(Category, "transform", "The lambda's value for each element (and its position).", 2, 2, call =>
        {
            var (array, body, parameters) = OfArray(call);
            return Elements(array, body, parameters, new ArrayType(body.Type, body.Nullable), Transform);
        }),
        Scalar.Bind(Category, "filter", "The elements for which the lambda is true.", 2, 2, call =>
        {
            var (array, body, parameters) = OfArray(call, isPredicate: true);
            return Elements(array, body, parameters, array.Type, Filter);
        }),
        Scalar.Bind(Category, "exists", "Whether the lambda is true for an element.", 2, 2, call =>
        {
            var (array, body, parameters) = OfArray(call, isPredicate: true, most: 1);
            return Elements(array, body, parameters, DataTypes.Boolean, (result, _, _, values, first, count) => Any(result, values, first, count, true));
        }),
        Scalar.Bind(Category, "forall", "Whether the lambda is true for all elements.", 2, 2, call =>
        {
            var (array, body, parameters) = OfArray(call, isPredicate: true, most: 1);
            return Elements(array, body, parameters, DataTypes.Boolean, (result, _, _, values, first, count) => Any(result, values, first, count, false));
        }),
        Scalar.Bind(Category, "aggregate,reduce", "Elements merged one by one into a start value, then finished.", 3, 4, Aggregate),
        Scalar.Bind(Category, "array_sort", "Sorted with NULLs last, or by a comparison.", 1, 2, ArraySort),
        Scalar.Bind(Category, "map_filter", "The entries for which the lambda is true.", 2, 2, call =>
        {
            var (map, body, parameters) = OfMap(call);
            body = Predicate(call, body);
            return Elements(map, body, parameters, map.Type, FilterMap);
        }),
        Scalar.Bind(Category, "transform_values", "The lambda's value for each entry in place of its value.", 2, 2, call =>
        {
            var (map, body, parameters) = OfMap(call);
            return Elements(map, body, parameters, new MapType(parameters[0], body.Type, body.Nullable), TransformValues);
        }),
        Scalar.Bind(Category, "transform_keys", "The lambda's value for each entry in place of its key.", 2, 2, call =>
        {
            var (map, body, parameters) = OfMap(call);
            return Elements(map, body, parameters, new MapType(body.Type, parameters[1], ((MapType)map.Type).ValueContainsNull), TransformKeys);
        }),
    ];

    private static LambdaCall Elements(BoundExpression source, BoundExpression body, DataType[] parameters, DataType type, ElementsFold fold) =>
        new(type, source.Nullable || type == DataTypes.Boolean, [source], [body], kernels => new ElementsKernel(kernels[0], body, parameters, type, fold));

    private static LambdaExpression Lambda(FunctionCall call, int argument) =>
        (call.Arguments[argument] as BoundLambda)?.Lambda ?? (call.Call.Children[argument] as LambdaExpression) ?? throw FunctionErrors.UnexpectedType(call, argument, "\"FUNCTION\"");

    private static BoundExpression Predicate(FunctionCall call, BoundExpression body) => body.Type.SimpleString switch
    {
        "boolean" => body,
        "void" => Coerce.To(call, body, DataTypes.Boolean),
        _ => throw FunctionErrors.Of("DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE", "42K09", $"Cannot resolve \"{call.Call.Sql}\" due to data type mismatch: The second parameter requires the \"BOOLEAN\" type, however \"{call.Call.Children[1].Sql}\" has the type \"{body.Type.Sql}\"."),
    };

    private static (BoundExpression Array, BoundExpression Body, DataType[] Parameters) OfArray(FunctionCall call, bool isPredicate = false, int most = 2)
    {
        if (call.Arguments[0].Type is not ArrayType array)
        {
            throw FunctionErrors.UnexpectedType(call, 0, "\"ARRAY\"");
        }

        var lambda = Lambda(call, 1);
        bool hasIndex = lambda.Parameters.Count == 2 && most > 1;
        (DataType Type, bool Nullable)[] parameters = hasIndex ? [(array.ElementType, array.ContainsNull), (DataTypes.Integer, false)] : [(array.ElementType, array.ContainsNull)];
        var body = call.Binder.BindLambda(lambda, parameters);
        return (call.Arguments[0], isPredicate ? Predicate(call, body) : body, [.. parameters.Select(p => p.Type)]);
    }

    private static (BoundExpression Map, BoundExpression Body, DataType[] Parameters) OfMap(FunctionCall call)
    {
        if (call.Arguments[0].Type is not MapType map)
        {
            throw FunctionErrors.UnexpectedType(call, 0, "\"MAP\"");
        }

        var body = call.Binder.BindLambda(Lambda(call, 1), [(map.KeyType, false), (map.ValueType, map.ValueContainsNull)]);
        return (call.Arguments[0], body, [map.KeyType, map.ValueType]);
    }

    private static BoundExpression ArraySort(FunctionCall call)
    {
        if (call.Arguments[0].Type is not ArrayType array)
        {
            throw FunctionErrors.UnexpectedType(call, 0, "\"ARRAY\"");
        }

        if (call.Arguments.Count == 1)
        {
            return new ScalarCall(array, call.Arguments[0].Nullable, CollectionFunctions.SortNullsLast, true, call.Arguments[0]);
        }

        var body = call.Binder.BindLambda(Lambda(call, 1), [(array.ElementType, array.ContainsNull), (array.ElementType, array.ContainsNull)]);
        if (body.Type != DataTypes.Integer)
        {
            throw FunctionErrors.Mismatch(call, "UNEXPECTED_RETURN_TYPE", $"The `array_sort` requires return \"INT\" type, but the actual is \"{body.Type.Sql}\" type.");
        }

        return new LambdaCall(array, call.Arguments[0].Nullable, [call.Arguments[0]], [body], kernels => new ComparatorKernel(kernels[0], body, array));
    }

    private static LambdaCall Aggregate(FunctionCall call)
    {
        if (call.Arguments[0].Type is not ArrayType array)
        {
            throw FunctionErrors.UnexpectedType(call, 0, "\"ARRAY\"");
        }

        var start = call.Arguments[1];
        var merge = call.Binder.BindLambda(Lambda(call, 2), [(start.Type, true), (array.ElementType, array.ContainsNull)]);
        if (!merge.Type.SameType(start.Type))
        {
            throw FunctionErrors.Of("DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE", "42K09", $"Cannot resolve \"{call.Call.Sql}\" due to data type mismatch: The third parameter requires the \"{start.Type.Sql}\" type, however \"{call.Call.Children[2].Sql}\" has the type \"{merge.Type.Sql}\".");
        }

        var finish = call.Arguments.Count > 3 ? call.Binder.BindLambda(Lambda(call, 3), [(start.Type, true)]) : null;
        var type = finish?.Type ?? start.Type;
        return new LambdaCall(type, true, [call.Arguments[0], start], finish is null ? [merge] : [merge, finish], kernels => new AggregateKernel(kernels[0], kernels[1], merge, finish, start.Type, array.ElementType, type));
    }

    private static void Transform(ColumnVector result, ColumnVector source, int row, ColumnVector values, int first, int count)
    {
        var target = (ArrayVector)result;
        int start = target.Elements.Count;
        for (int i = 0; i < count; i++)
        {
            target.Elements.AppendFrom(values, first + i);
        }

        target.AppendRow(start, count);
    }

    private static bool IsTrue(ColumnVector values, int index) => !values.IsNull(index) && ((FixedVector<bool>)values).Values[index];

    private static void Filter(ColumnVector result, ColumnVector source, int row, ColumnVector values, int first, int count)
    {
        var target = (ArrayVector)result;
        var array = (ArrayVector)source;
        int start = target.Elements.Count;
        for (int i = 0; i < count; i++)
        {
            if (IsTrue(values, first + i))
            {
                target.Elements.AppendFrom(array.Elements, array.Starts[row] + i);
            }
        }

        target.AppendRow(start, target.Elements.Count - start);
    }

    private static void Any(ColumnVector result, ColumnVector values, int first, int count, bool wanted)
    {
        bool hasNull = false;
        for (int i = first; i < first + count; i++)
        {
            if (values.IsNull(i))
            {
                hasNull = true;
            }
            else if (((FixedVector<bool>)values).Values[i] == wanted)
            {
                ((FixedVector<bool>)result).Append(wanted);
                return;
            }
        }

        if (hasNull)
        {
            result.AppendNull();
        }
        else
        {
            ((FixedVector<bool>)result).Append(!wanted);
        }
    }

    private static void FilterMap(ColumnVector result, ColumnVector source, int row, ColumnVector values, int first, int count)
    {
        var target = (MapVector)result;
        var map = (MapVector)source;
        int start = target.Keys.Count;
        for (int i = 0; i < count; i++)
        {
            if (IsTrue(values, first + i))
            {
                target.Keys.AppendFrom(map.Keys, map.Starts[row] + i);
                target.Values.AppendFrom(map.Values, map.Starts[row] + i);
            }
        }

        target.AppendRow(start, target.Keys.Count - start);
    }

    private static void TransformValues(ColumnVector result, ColumnVector source, int row, ColumnVector values, int first, int count)
    {
        var target = (MapVector)result;
        var map = (MapVector)source;
        int start = target.Keys.Count;
        for (int i = 0; i < count; i++)
        {
            target.Keys.AppendFrom(map.Keys, map.Starts[row] + i);
            target.Values.AppendFrom(values, first + i);
        }

        target.AppendRow(start, count);
    }

    private static void TransformKeys(ColumnVector result, ColumnVector source, int row, ColumnVector values, int first, int count)
    {
        var target = (MapVector)result;
        var map = (MapVector)source;
        int start = target.Keys.Count;
        for (int i = 0; i < count; i++)
        {
            MapFunctions.AppendEntry(target, start, values, first + i, map.Values, map.Starts[row] + i);
        }

        target.AppendRow(start, count);
    }
}
