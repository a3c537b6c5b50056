using System.Reflection;
using System.Runtime.CompilerServices;

namespace Streaming;

/// <summary>Says of which types a value can be kept and handed out again, because nobody can change it.</summary>
internal static class Immutability<T>
{
    /// <summary>Whether a value, of exactly this type, cannot change.</summary>
    public static readonly bool Holds = !RuntimeHelpers.IsReferenceOrContainsReferences<T>() || Immutability.Of(typeof(T), 0);

    /// <summary>Whether the value is of exactly this type.</summary>
    public static bool IsExact(T value) => typeof(T).IsValueType || value!.GetType() == typeof(T);
}

internal static class Immutability
{
    private const int MaxDepth = 8;

    public static bool Of(Type type, int depth)
    {
        if (type == typeof(string) || type.IsPrimitive || type.IsEnum)
        {
            return true;
        }

        // A field may hold a value of a derived type, unless there is none. Of a struct a copy is handed out.
        return depth < MaxDepth && type is { IsArray: false, IsAbstract: false, IsPointer: false }
            && (depth == 0 || type.IsSealed)
            && Fields(type).All(field => (field.IsInitOnly || type.IsValueType) && Of(field.FieldType, depth + 1));
    }

    private static IEnumerable<FieldInfo> Fields(Type? type)
    {
        for (; type is not null && type != typeof(object); type = type.BaseType)
        {
            foreach (var field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            {
                yield return field;
            }
        }
    }
}
