using System.Linq.Expressions;
using System.Runtime.CompilerServices;

namespace Streaming;

/// <summary>Detaches values that are made of others: tuples, and the rows of keyed aggregates.</summary>
internal static class DetachableParts
{
    /// <summary>Makes a function that detaches every part; null where no part can look into a buffer.</summary>
    public static Func<T, T>? Make<T>()
    {
        if (!IsDetachable(typeof(T)))
        {
            return null;
        }

        var value = Expression.Parameter(typeof(T), "value");
        return Expression.Lambda<Func<T, T>>(Copy(value), value).Compile();
    }

    private static bool IsDetachable(Type type) =>
        type.GetInterfaces().Any(implemented => implemented.IsGenericType && implemented.GetGenericTypeDefinition() == typeof(IDetachable<>) && implemented.GetGenericArguments()[0] == type)
        || (HasParts(type) && type.GetGenericArguments().Any(IsDetachable));

    private static bool HasParts(Type type) => type.IsGenericType && type.IsValueType
        && (typeof(ITuple).IsAssignableFrom(type) || type.GetGenericTypeDefinition() == typeof(KeyValue<,>) || type.GetGenericTypeDefinition() == typeof(KeyCount<>));

    private static Expression Copy(Expression value)
    {
        var type = value.Type;
        if (!IsDetachable(type))
        {
            return value;
        }

        if (!HasParts(type))
        {
            return Expression.Call(typeof(Detachable), nameof(Detachable.Detach), [type], value);
        }

        var parts = TypeMembers.Readable(type).Select(member => Copy(Expression.MakeMemberAccess(value, member))).ToArray();
        return Expression.New(type.GetConstructor([.. parts.Select(part => part.Type)])!, parts);
    }
}
