using System.Reflection;

namespace Streaming;

/// <summary>What the values of a type are made of, as far as that is public.</summary>
internal static class TypeMembers
{
    public static Type TypeOf(MemberInfo member) => member is PropertyInfo property ? property.PropertyType : ((FieldInfo)member).FieldType;

    /// <summary>Readable public members: properties without index and fields, in declaration order.</summary>
    public static List<MemberInfo> Readable(Type type)
    {
        var chain = new List<Type>();
        for (var t = type; t is not null && t != typeof(object) && t != typeof(ValueType); t = t.BaseType)
        {
            chain.Insert(0, t);
        }

        var result = new List<MemberInfo>();
        foreach (var declaring in chain)
        {
            const BindingFlags Declared = BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly;
            var own = declaring.GetProperties(Declared)
                .Where(property => property.GetIndexParameters().Length == 0 && property.GetMethod is { IsPublic: true })
                .Cast<MemberInfo>()
                .Concat(declaring.GetFields(Declared))
                .OrderBy(member => member is FieldInfo)
                .ThenBy(member => member.MetadataToken);
            foreach (var member in own)
            {
                int known = result.FindIndex(other => other.Name == member.Name);
                if (known >= 0)
                {
                    result[known] = member;
                }
                else
                {
                    result.Add(member);
                }
            }
        }

        return result;
    }

    // Types of the runtime hide state behind their properties (StringBuilder's Capacity); collections are more than their Count.
    public static bool IsOpaque(Type type)
    {
        if (type.IsGenericType && (type.FullName!.StartsWith("System.ValueTuple`", StringComparison.Ordinal)
            || type.FullName.StartsWith("System.Tuple`", StringComparison.Ordinal)
            || type.GetGenericTypeDefinition() == typeof(KeyValuePair<,>)))
        {
            return false;
        }

        return type.Assembly == typeof(object).Assembly
            || type.Assembly.GetName().Name!.StartsWith("System.", StringComparison.Ordinal)
            || typeof(System.Collections.IEnumerable).IsAssignableFrom(type)
            || typeof(Delegate).IsAssignableFrom(type)
            || type.IsPointer || type.IsByRefLike;
    }
}
