namespace Streaming;

/// <summary>Functions that make several rows of one; only in the list of a select.</summary>
internal static class GeneratorFunctions
{
    public const string Category = "generator";

    public static IEnumerable<FunctionDefinition> All =>
    [
        Explode("explode", "A row for each element of an array or entry of a map.", hasPosition: false, isOuter: false),
        Explode("explode_outer", "As explode, and one row of NULL where there is no element.", hasPosition: false, isOuter: true),
        Explode("posexplode", "As explode, with the number of the element from 0.", hasPosition: true, isOuter: false),
        Explode("posexplode_outer", "As explode_outer, with the number of the element from 0.", hasPosition: true, isOuter: true),
        Scalar.Bind(Category, "inline", "A row for each struct of an array; its fields are the columns.", 1, 1, call => Inline(call, isOuter: false)),
        Scalar.Bind(Category, "inline_outer", "As inline, and one row of NULL where there is no struct.", 1, 1, call => Inline(call, isOuter: true)),
        Scalar.Bind(Category, "stack", "So many rows of the values that follow, in order.", 2, int.MaxValue, Stack),
        Scalar.Bind(Category, "json_tuple", "The values of some fields of a JSON object as texts, one column each.", 2, int.MaxValue, JsonTuple),
    ];

    public static bool IsGenerator(SqlExpression expression) => expression is CallExpression call && FunctionRegistry.Find(call.Function)?.Category == Category;

    private static FunctionDefinition Explode(string name, string summary, bool hasPosition, bool isOuter) => Scalar.Bind(Category, name, summary, 1, 1, call =>
        call.Arguments[0].Type is ArrayType or MapType
            ? new BoundGenerator(call.Arguments[0], hasPosition, isOuter)
            : throw FunctionErrors.UnexpectedType(call, 0, "(\"ARRAY\" or \"MAP\")"));

    private static BoundGenerator Inline(FunctionCall call, bool isOuter) => call.Arguments[0].Type is ArrayType { ElementType: StructType }
        ? new BoundGenerator(call.Arguments[0], hasPosition: false, isOuter, isInline: true)
        : throw FunctionErrors.UnexpectedType(call, 0, "\"ARRAY<STRUCT>\"");

    // The values as structs of an array; the last row is filled up with NULL.
    private static BoundGenerator Stack(FunctionCall call)
    {
        int rows = call.Arguments[0].Type == DataTypes.Integer
            ? Constants.Int(call.Arguments[0], () => FunctionErrors.Mismatch(call, "NON_FOLDABLE_INPUT", $"the input `n` should be a foldable \"INT\" expression; however, got \"{call.Call.Children[0].Sql}\".")) ?? throw FunctionErrors.Mismatch(call, "UNEXPECTED_NULL", "The n must not be null.")
            : throw FunctionErrors.UnexpectedType(call, 0, "\"INT\"");
        if (rows <= 0)
        {
            throw FunctionErrors.Mismatch(call, "VALUE_OUT_OF_RANGE", $"The `n` must be between (0, 2147483647] (current value = {rows}).");
        }

        var values = call.Call.Children.Skip(1).ToList();
        int columns = (values.Count + rows - 1) / rows;
        for (int column = 0; column < columns; column++)
        {
            var types = Enumerable.Range(0, rows).Select(row => (row * columns) + column).Where(i => i < values.Count).Select(i => call.Arguments[i + 1].Type).Where(type => !type.IsNull()).ToList();
            if (types.FirstOrDefault(type => !type.SameType(types[0])) is { } other)
            {
                throw FunctionErrors.Mismatch(call, "STACK_COLUMN_DIFF_TYPES", $"The data type of the column ({column}) do not have the same type: {BindErrors.Quote(types[0])} (column {column}) <> {BindErrors.Quote(other)} (column {column}).");
            }
        }

        var structs = Enumerable.Range(0, rows).Select(row => new CallExpression("named_struct", Enumerable.Range(0, columns).SelectMany(column =>
            new[] { new LiteralExpression($"col{column}", DataTypes.String), (row * columns) + column < values.Count ? values[(row * columns) + column] : new LiteralExpression(null, DataTypes.Null) })));
        return new BoundGenerator(call.Binder.Bind(new CallExpression("array", structs)), hasPosition: false, isOuter: false, isInline: true);
    }

    private static BoundGenerator JsonTuple(FunctionCall call)
    {
        if (call.Arguments.Any(argument => !argument.Type.IsString()))
        {
            throw FunctionErrors.Mismatch(call, "NON_STRING_TYPE", $"all arguments of the function `json_tuple` must be strings.");
        }

        var json = call.Call.Children[0];
        var fields = call.Call.Children.Skip(1).Select((name, i) => (Name: $"c{i}", Path: name is LiteralExpression { Value: string field }
            ? new LiteralExpression($"$['{field}']", DataTypes.String)
            : (SqlExpression)new CallExpression("concat", [new LiteralExpression("$['", DataTypes.String), name, new LiteralExpression("']", DataTypes.String)])));
        var structure = new CallExpression("named_struct", fields.SelectMany(field => new[] { new LiteralExpression(field.Name, DataTypes.String), (SqlExpression)new CallExpression("get_json_object", [json, field.Path]) }));
        return new BoundGenerator(call.Binder.Bind(new CallExpression("array", [structure])), hasPosition: false, isOuter: false, isInline: true);
    }
}
