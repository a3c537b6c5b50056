namespace Streaming;

/// <summary>Rollup, cube and grouping sets: which keys each set has, and what <c>grouping</c> and <c>grouping_id</c> stand for.</summary>
internal static class GroupingSets
{
    /// <summary>Name of the column with the bits of the keys that a set leaves out.</summary>
    public const string Id = "\u0001grouping_id";

    /// <summary>Keys 0 to n-1, then one less each, down to none.</summary>
    public static IReadOnlyList<IReadOnlyList<int>> Rollup(int keys) => [.. Enumerable.Range(0, keys + 1).Select(left => Enumerable.Range(0, keys - left).ToArray())];

    /// <summary>Every subset of the keys.</summary>
    public static IReadOnlyList<IReadOnlyList<int>> Cube(int keys) =>
        [.. Enumerable.Range(0, 1 << keys).Select(bits => Enumerable.Range(0, keys).Where(key => (bits >> (keys - 1 - key) & 1) == 0).ToArray())];

    public static bool HasEqual(IReadOnlyList<IReadOnlyList<int>> sets) => sets.Select(set => string.Join(',', set.Distinct().Order())).Distinct().Count() < sets.Count;

    public static ExpandNode Expand(RowNode input, IReadOnlyList<NamedExpression> keys, IReadOnlyList<IReadOnlyList<int>> sets, bool isAnsi)
    {
        if (keys.Count > 64)
        {
            throw BindErrors.Make("GROUPING_SIZE_LIMIT_EXCEEDED", "Grouping sets size cannot be greater than 64.", "54000");
        }

        var binder = new Binder(input.Schema, isAnsi);
        var fields = keys.Select((key, i) => EventTimeAnalysis.Field($"\u0001grouping{i}", key.Expression, binder.Bind(key.Expression), input.Schema) with { Nullable = true });
        return new ExpandNode(
            input, keys, sets, new StructType([.. input.Schema.Fields, .. fields, new StructField(Id, DataTypes.Long, false), new StructField("\u0001grouping_set", DataTypes.Integer, false)]));
    }

    /// <summary>What a call of grouping or grouping_id means, by the column <see cref="Id"/>; null for other calls.</summary>
    public static SqlExpression? Rewrite(CallExpression call, IReadOnlyList<SqlExpression> keys)
    {
        var id = new AttributeExpression(Id);
        if (call.Function.Equals("grouping_id", StringComparison.OrdinalIgnoreCase))
        {
            return call.Children.Count == 0 || (call.Children.Count == keys.Count && call.Children.Zip(keys).All(pair => ExpressionRewriter.AreEqual(pair.First, pair.Second)))
                ? id
                : throw BindErrors.Make(
                    "GROUPING_ID_COLUMN_MISMATCH",
                    $"Columns of grouping_id ({string.Join(", ", call.Children.Select(child => $"\"{child.Sql}\""))}) does not match grouping columns ({string.Join(", ", keys.Select(key => $"\"{key.Sql}\""))}).",
                    "42803");
        }

        if (!call.Function.Equals("grouping", StringComparison.OrdinalIgnoreCase) || call.Children.Count != 1)
        {
            return null;
        }

        int place = keys.ToList().FindIndex(key => ExpressionRewriter.AreEqual(key, call.Children[0]));
        return place < 0
            ? throw BindErrors.Make("GROUPING_COLUMN_MISMATCH", $"Column of grouping (\"{call.Children[0].Sql}\") can't be found in grouping columns {string.Join(", ", keys.Select(key => $"\"{key.Sql}\""))}.", "42803")
            : new CastExpression(
                new CallExpression("&", [new CallExpression("shiftright", [id, new LiteralExpression(keys.Count - 1 - place, DataTypes.Integer)]), new LiteralExpression(1L, DataTypes.Long)]), DataTypes.Byte);
    }
}
