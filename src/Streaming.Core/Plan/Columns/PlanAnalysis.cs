namespace Streaming;

/// <summary>Makes nodes of expressions: expands stars, names columns, resolves types; throws as Spark's analysis does.</summary>
internal static class PlanAnalysis
{
    /// <summary>A select: a projection, with a generator or an aggregation below it where the expressions hold such.</summary>
    public static RowNode Select(RowNode input, IEnumerable<SqlExpression> expressions, bool isAnsi)
    {
        var items = new Binder(input.Schema, isAnsi).ExpandStars(expressions).ToList();
        if (items.Any(item => ExpressionRewriter.Any(item, part => part is OverExpression)))
        {
            return OverAnalysis.Build(input, items, isAnsi);
        }

        if (items.Any(item => ExpressionRewriter.Any(item, AggregateFunctions.IsAggregate)))
        {
            return AggregateAnalysis.Build(input, [], [.. items.Select(Name)], isAnsi);
        }

        return items.Any(item => ExpressionRewriter.Any(item, GeneratorFunctions.IsGenerator)) ? Generate(input, items, isAnsi) : Project(input, [.. items.Select(Name)], isAnsi);
    }

    public static RowNode Project(RowNode input, IReadOnlyList<NamedExpression> expressions, bool isAnsi)
    {
        IReadOnlyList<NamedExpression>[] lists = [expressions];
        input = WindowAnalysis.Extract(input, isAnsi, lists);
        expressions = lists[0];
        var binder = new Binder(input.Schema, isAnsi);
        var fields = new List<StructField>();
        foreach (var (name, expression) in expressions)
        {
            var bound = binder.Bind(expression);
            fields.Add(EventTimeAnalysis.Field(name, expression, bound, input.Schema));
        }

        return new ProjectNode(input, expressions, new StructType(fields));
    }

    public static RowNode Filter(RowNode input, SqlExpression condition, bool isAnsi)
    {
        if (ExpressionRewriter.Any(condition, AggregateFunctions.IsAggregate))
        {
            throw new StreamingException("INVALID_WHERE_CONDITION", $"[INVALID_WHERE_CONDITION] The WHERE condition \"{condition.Sql}\" contains invalid expressions: {condition.Sql}. Rewrite the query to avoid window functions, aggregate functions, and generator functions in the WHERE clause. SQLSTATE: 42903") { SqlState = "42903" };
        }

        if (WindowAnalysis.Find([condition]) is { } window)
        {
            // As in Spark the window becomes a column, the first one.
            var windows = WindowNode.Create(input, window, isAnsi);
            int count = input.Schema.Fields.Count;
            input = Project(
                windows,
                [
                    new NamedExpression(window.Function.ToLowerInvariant(), ColumnReferences.To(windows.Schema, count)),
                    .. Enumerable.Range(0, count).Select(i => new NamedExpression(input.Schema.Fields[i].Name, ColumnReferences.To(windows.Schema, i))),
                ],
                isAnsi);
            var pinned = ColumnReferences.To(input.Schema, 0);
            condition = ExpressionRewriter.Replace(condition, part => WindowFunctions.IsWindow(part) ? pinned : null);
        }

        var bound = new Binder(input.Schema, isAnsi).Bind(condition);
        if (bound.Type == DataTypes.Boolean)
        {
            // The condition decides which rows are paired at all: equalities of both sides become keys.
            if (input is JoinNode { Type: JoinType.Inner } join && bound.IsDeterministic && !ExpressionRewriter.Any(condition, GeneratorFunctions.IsGenerator))
            {
                return JoinAnalysis.With(join, condition, isAnsi);
            }

            return FilterPushDown.Filter(input, condition, isAnsi);
        }

        return bound.Type == DataTypes.Null
            ? new FilterExpressionNode(input, new CastExpression(condition, DataTypes.Boolean))
            : throw new StreamingException("DATATYPE_MISMATCH.FILTER_NOT_BOOLEAN", $"[DATATYPE_MISMATCH.FILTER_NOT_BOOLEAN] Cannot resolve \"{condition.Sql}\" due to data type mismatch: Filter expression \"{condition.Sql}\" of type \"{bound.Type.Sql}\" is not a boolean. SQLSTATE: 42K09") { SqlState = "42K09" };
    }

    /// <summary>Both inputs under the names of the first; types are widened where they differ.</summary>
    public static RowNode Union(RowNode left, RowNode right, bool isAnsi, string operation = "UNION")
    {
        if (left.Schema.Fields.Count != right.Schema.Fields.Count)
        {
            throw new StreamingException(
                "NUM_COLUMNS_MISMATCH",
                $"[NUM_COLUMNS_MISMATCH] {operation} can only be performed on inputs with the same number of columns, but the first input has {left.Schema.Fields.Count} columns and the second input has {right.Schema.Fields.Count} columns. SQLSTATE: 42826") { SqlState = "42826" };
        }

        var fields = new List<StructField>();
        for (int i = 0; i < left.Schema.Fields.Count; i++)
        {
            var (first, second) = (left.Schema.Fields[i], right.Schema.Fields[i]);
            var type = first.Type == second.Type ? first.Type : TypeCoercion.Wider(first.Type, second.Type, isAnsi) ?? throw new StreamingException(
                "INCOMPATIBLE_COLUMN_TYPE",
                $"[INCOMPATIBLE_COLUMN_TYPE] {operation} can only be performed on tables with compatible column types. The {Ordinal(i)} column of the second table is \"{second.Type.Sql}\" type which is not compatible with \"{first.Type.Sql}\" at the same column of the first table.. SQLSTATE: 42825") { SqlState = "42825" };
            fields.Add(new StructField(first.Name, type, first.Nullable || second.Nullable) { WatermarkDelayMs = first.WatermarkDelayMs, WindowMark = first.WindowMark });
        }

        var schema = new StructType(fields);
        return new RowUnionNode(Cast(left, schema, isAnsi), Cast(right, schema, isAnsi), schema);
    }

    /// <summary>Names a result: its alias, the column's own name, or its SQL text.</summary>
    public static NamedExpression Name(SqlExpression expression)
    {
        var counted = CountAll(expression);
        return new NamedExpression(SqlText.NameOf(counted), counted is AliasExpression alias ? alias.Child : counted);
    }

    /// <summary><c>count(*)</c> is <c>count(1)</c>.</summary>
    public static SqlExpression CountAll(SqlExpression expression) => ExpressionRewriter.Replace(
        expression,
        part => part is CallExpression { Children: [StarExpression] } call && call.Function.Equals("count", StringComparison.OrdinalIgnoreCase)
            ? new CallExpression(call.Function, [new LiteralExpression(1, DataTypes.Integer)], call.IsDistinct, call.Filter)
            : null);

    private static RowNode Generate(RowNode input, List<SqlExpression> items, bool isAnsi)
    {
        var generators = items.Where(item => ExpressionRewriter.Any(item, GeneratorFunctions.IsGenerator)).ToList();
        if (generators.Count > 1)
        {
            throw new StreamingException(
                "UNSUPPORTED_GENERATOR.MULTI_GENERATOR",
                $"[UNSUPPORTED_GENERATOR.MULTI_GENERATOR] The generator is not supported: only one generator allowed per SELECT clause but found {generators.Count}: {string.Join(", ", generators.Select(generator => $"\"{Inner(generator).Sql}\""))}. SQLSTATE: 42K0E") { SqlState = "42K0E" };
        }

        var inner = Inner(generators[0]);
        if (!GeneratorFunctions.IsGenerator(inner))
        {
            throw new StreamingException(
                "UNSUPPORTED_GENERATOR.NESTED_IN_EXPRESSIONS",
                $"[UNSUPPORTED_GENERATOR.NESTED_IN_EXPRESSIONS] The generator is not supported: nested in expressions \"{inner.Sql}\". SQLSTATE: 42K0E") { SqlState = "42K0E" };
        }

        var generator = (CallExpression)inner;
        var columns = ((BoundGenerator)new Binder(input.Schema, isAnsi).Bind(generator)).Columns;
        var names = generators[0] is AliasExpression alias ? alias.Names : [.. columns.Fields.Select(field => field.Name)];
        if (names.Count != columns.Fields.Count)
        {
            throw new StreamingException(
                "UDTF_ALIAS_NUMBER_MISMATCH",
                $"[UDTF_ALIAS_NUMBER_MISMATCH] The number of aliases supplied in the AS clause does not match the number of columns output by the UDTF. Expected {columns.Fields.Count} aliases, but got {string.Join(",", names)}. Please ensure that the number of aliases provided matches the number of columns output by the UDTF. SQLSTATE: 42802") { SqlState = "42802" };
        }

        // Below the projection the generated columns have names of their own: a column of the input may be called the same.
        string Hidden(int index) => $"\u0001generated{index}";
        var node = new GenerateNode(input, generator, new StructType(input.Schema.Fields.Concat(columns.Fields.Select((field, i) => field with { Name = Hidden(i) }))));
        return Project(
            node,
            [.. items.SelectMany(item => ReferenceEquals(item, generators[0]) ? names.Select((name, i) => new NamedExpression(name, new AttributeExpression(Hidden(i)))) : [Name(item)])],
            isAnsi);
    }

    private static SqlExpression Inner(SqlExpression item) => item is AliasExpression alias ? alias.Child : item;

    private static RowNode Cast(RowNode node, StructType schema, bool isAnsi) => node.Schema.Fields.Zip(schema.Fields).All(pair => pair.First.Type == pair.Second.Type)
        ? node
        : Project(
            node,
            [.. node.Schema.Fields.Select((field, i) => new NamedExpression(
                field.Name, field.Type == schema.Fields[i].Type ? ColumnReferences.To(node.Schema, i) : new CastExpression(ColumnReferences.To(node.Schema, i), schema.Fields[i].Type)))],
            isAnsi);

    private static string Ordinal(int index) => index switch { 0 => "first", 1 => "second", 2 => "third", _ => $"{index + 1}th" };
}
