namespace Streaming;

/// <summary>Casts of maps and structs, part by part.</summary>
internal static class CompositeCasts
{
    public static Func<Kernel, Kernel>? Find(DataType from, DataType to, CastMode mode)
    {
        switch (from, to)
        {
            case (MapType source, MapType target) when mode != CastMode.Ansi && source.KeyType.IsString() && !target.KeyType.IsString():
                return null; // a key could become NULL
            case (MapType source, MapType target):
                var key = Casts.Bind(new BoundColumn(0, "key", source.KeyType, false), target.KeyType, mode, null);
                var value = Casts.Bind(new BoundColumn(1, "value", source.ValueType, true), target.ValueType, mode, null);
                return child => new MapCastKernel(child, source, target, key, value);
            case (StructType source, StructType target) when source.Fields.Count == target.Fields.Count:
                var fields = source.Fields.Zip(target.Fields, (a, b) => Casts.Bind(new BoundColumn(0, a.Name, a.Type, true), b.Type, mode, null)).ToList();
                return child => new StructCastKernel(child, source, target, fields);
            default:
                return null;
        }
    }
}

/// <summary>Casts the entries of maps; their places stay.</summary>
internal sealed class MapCastKernel(Kernel child, MapType from, MapType to, BoundExpression key, BoundExpression value) : Kernel
{
    private readonly Kernel _key = key.Compile();
    private readonly Kernel _value = value.Compile();
    private readonly StructType _schema = new(new StructField("key", from.KeyType), new StructField("value", from.ValueType));

    public override ColumnVector Evaluate(RowBatch batch, RowSet rows, EvaluationContext context)
    {
        var input = (MapVector)child.Evaluate(batch, rows, context);
        var entries = new RowBatch(_schema, [input.Keys, input.Values], 0) { Count = input.Keys.Count };
        var all = RowSet.All(entries.Count);
        var result = new MapVector(to, _key.Evaluate(entries, all, context), _value.Evaluate(entries, all, context));
        result.SetRows(input, batch.Count);
        return result;
    }
}

/// <summary>Casts the fields of structs.</summary>
internal sealed class StructCastKernel(Kernel child, StructType from, StructType to, IReadOnlyList<BoundExpression> fields) : Kernel
{
    private readonly Kernel[] _fields = [.. fields.Select(field => field.Compile())];
    private readonly StructType[] _schemas = [.. from.Fields.Select(field => new StructType(field))];

    public override ColumnVector Evaluate(RowBatch batch, RowSet rows, EvaluationContext context)
    {
        var input = (StructVector)child.Evaluate(batch, rows, context);
        var columns = new ColumnVector[_fields.Length];
        for (int i = 0; i < columns.Length; i++)
        {
            columns[i] = _fields[i].Evaluate(new RowBatch(_schemas[i], [input.Fields[i]], 0) { Count = batch.Count }, rows, context);
        }

        var result = new StructVector(to, columns);
        result.SetCount(batch.Count);
        result.Nulls.Or(input.Nulls, batch.Count);
        return result;
    }
}
