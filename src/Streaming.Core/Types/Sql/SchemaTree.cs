using System.Text;

namespace Streaming;

/// <summary>Types as the tree of <c>PrintSchema</c>.</summary>
internal static class SchemaTree
{
    public static void Append(StringBuilder output, DataType type, string prefix, int depth)
    {
        if (depth <= 0)
        {
            return;
        }

        switch (type)
        {
            case StructType structure:
                foreach (var field in structure.Fields)
                {
                    Line(output, prefix, Escape(field.Name), field.Type, $" (nullable = {Text(field.Nullable)})", depth);
                }

                break;
            case ArrayType array:
                Line(output, prefix, "element", array.ElementType, $" (containsNull = {Text(array.ContainsNull)})", depth);
                break;
            case MapType map:
                Line(output, prefix, "key", map.KeyType, "", depth);
                Line(output, prefix, "value", map.ValueType, $" (valueContainsNull = {Text(map.ValueContainsNull)})", depth);
                break;
        }
    }

    private static void Line(StringBuilder output, string prefix, string name, DataType type, string behind, int depth)
    {
        output.Append(prefix).Append("-- ").Append(name).Append(": ").Append(type.TypeName).Append(behind).Append('\n');
        Append(output, type, prefix + "    |", depth - 1);
    }

    private static string Text(bool value) => value ? "true" : "false";

    private static string Escape(string name)
    {
        if (!name.Any(char.IsControl))
        {
            return name;
        }

        return name.Replace("\n", "\\n", StringComparison.Ordinal).Replace("\r", "\\r", StringComparison.Ordinal).Replace("\t", "\\t", StringComparison.Ordinal)
            .Replace("\f", "\\f", StringComparison.Ordinal).Replace("\b", "\\b", StringComparison.Ordinal).Replace("\v", "\\v", StringComparison.Ordinal).Replace("\a", "\\a", StringComparison.Ordinal);
    }
}
