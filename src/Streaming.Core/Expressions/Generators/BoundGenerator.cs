namespace Streaming;

/// <summary>A function that makes several rows of one: the elements of an array, the entries of a map.</summary>
/// <param name="argument">The array or map.</param>
/// <param name="hasPosition">Whether the number of the element comes first.</param>
/// <param name="isOuter">Whether a row without elements still gives one row, of NULLs.</param>
/// <param name="isInline">Whether the fields of the array's structs become the columns.</param>
internal sealed class BoundGenerator(BoundExpression argument, bool hasPosition, bool isOuter, bool isInline = false)
    : BoundExpression(Outputs(argument.Type, hasPosition, isOuter, isInline), true, argument)
{
    public bool HasPosition { get; } = hasPosition;

    public bool IsOuter { get; } = isOuter;

    public bool IsInline { get; } = isInline;

    /// <summary>The columns that it makes.</summary>
    public StructType Columns => (StructType)Type;

    public override Kernel Compile() => throw new InvalidOperationException("A generator has no kernel.");

    private static StructType Outputs(DataType type, bool hasPosition, bool isOuter, bool isInline)
    {
        var fields = new List<StructField>();
        if (hasPosition)
        {
            fields.Add(new StructField("pos", DataTypes.Integer, isOuter));
        }

        switch (type)
        {
            case ArrayType { ElementType: StructType structure } array when isInline:
                fields.AddRange(structure.Fields.Select(field => new StructField(field.Name, field.Type, field.Nullable || array.ContainsNull || isOuter)));
                break;
            case ArrayType array:
                fields.Add(new StructField("col", array.ElementType, array.ContainsNull || isOuter));
                break;
            case MapType map:
                fields.Add(new StructField("key", map.KeyType, isOuter));
                fields.Add(new StructField("value", map.ValueType, map.ValueContainsNull || isOuter));
                break;
            default:
                fields.Add(new StructField("col", DataTypes.Null));
                break;
        }

        return new StructType(fields);
    }
}
