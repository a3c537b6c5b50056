namespace Streaming;

/// <summary>Fields of structs, elements of arrays and values of maps.</summary>
internal static class Extraction
{
    public static BoundExpression Bind(SqlExpression written, BoundExpression child, SqlExpression key, Binder binder)
    {
        string? name = (key as LiteralExpression)?.Value as string;
        switch (child.Type)
        {
            case StructType structure when name is not null:
                var (field, index) = Find(structure, name);
                return new BoundCall(field.Type, child.Nullable || field.Nullable, [child], kernels => new FieldKernel(kernels[0], index, field.Type));

            case ArrayType { ElementType: StructType structure } array when name is not null:
                var (part, position) = Find(structure, name);
                var type = new ArrayType(part.Type, array.ContainsNull || part.Nullable);
                return new BoundCall(type, child.Nullable, [child], kernels => new ArrayFieldKernel(kernels[0], position, type));

            case ArrayType array:
                var bound = binder.Bind(key);
                if (!bound.Type.IsIntegral())
                {
                    throw BindErrors.UnexpectedInput(written, 1, "\"INTEGRAL\"", key, bound.Type);
                }

                bool isStrict = binder.IsAnsi;
                return new BoundCall(array.ElementType, true, [child, binder.Convert(bound, DataTypes.Integer)], kernels => new ElementKernel(kernels[0], kernels[1], array.ElementType, isStrict));

            case MapType map:
                return new BoundCall(map.ValueType, true, [child, binder.Convert(binder.Bind(key), map.KeyType)], kernels => new MapValueKernel(kernels[0], kernels[1], map.ValueType));

            default:
                throw BindErrors.NotExtractable(written is ExtractExpression extract ? extract.Child : written, child.Type);
        }
    }

    private static (StructField Field, int Index) Find(StructType structure, string name)
    {
        int found = -1;
        for (int i = 0; i < structure.Fields.Count; i++)
        {
            if (!structure.Fields[i].Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            if (found >= 0)
            {
                throw BindErrors.Make("AMBIGUOUS_REFERENCE_TO_FIELDS", $"Ambiguous reference to the field `{name}`. It appears 2 times in the schema.", "42000");
            }

            found = i;
        }

        return found >= 0 ? (structure.Fields[found], found) : throw BindErrors.UnknownField(name, structure);
    }
}
