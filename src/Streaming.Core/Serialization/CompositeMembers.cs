using System.Reflection;

namespace Streaming;

/// <summary>Which members of a type make up its value, and how to build one again.</summary>
internal sealed class CompositeMembers
{
    private CompositeMembers(IReadOnlyList<MemberInfo> members, ConstructorInfo? constructor, IReadOnlyList<int> arguments)
    {
        Members = members;
        Constructor = constructor;
        Arguments = arguments;
    }

    /// <summary>Properties and fields, those of base classes first, in declaration order.</summary>
    public IReadOnlyList<MemberInfo> Members { get; }

    /// <summary>The constructor; null for a struct that is filled member by member.</summary>
    public ConstructorInfo? Constructor { get; }

    /// <summary>For each parameter of the constructor the number of its member.</summary>
    public IReadOnlyList<int> Arguments { get; }

    /// <exception cref="StreamingException">The type cannot be taken apart and built again.</exception>
    public static CompositeMembers Of(Type type)
    {
        if (type.IsInterface || type.IsAbstract)
        {
            throw SerdeErrors.Unsupported(type, "an interface or abstract class does not say what its values are made of");
        }

        if (TypeMembers.IsOpaque(type))
        {
            throw SerdeErrors.Unsupported(type, "only its own code knows what a value is made of");
        }

        var readable = TypeMembers.Readable(type);
        var (constructor, parameters) = Longest(type, readable);
        if (constructor is null && !type.IsValueType)
        {
            throw SerdeErrors.Unsupported(type, "no public constructor has parameters named and typed as its public properties");
        }

        var members = readable.Where(member => parameters.Contains(member) || IsSettable(member)).ToList();
        if (members.Count == 0)
        {
            throw SerdeErrors.Unsupported(type, "it has no public properties that a constructor or a setter restores");
        }

        return new CompositeMembers(members, constructor, [.. parameters.Select(parameter => members.IndexOf(parameter))]);
    }

    private static (ConstructorInfo? Constructor, List<MemberInfo> Parameters) Longest(Type type, List<MemberInfo> members)
    {
        ConstructorInfo? best = null;
        List<MemberInfo> bestMembers = [];
        foreach (var constructor in type.GetConstructors())
        {
            var matched = new List<MemberInfo>();
            foreach (var parameter in constructor.GetParameters())
            {
                if (members.Find(member => string.Equals(member.Name, parameter.Name, StringComparison.OrdinalIgnoreCase)
                    && TypeMembers.TypeOf(member) == parameter.ParameterType) is not { } match)
                {
                    matched = null;
                    break;
                }

                matched.Add(match);
            }

            if (matched is not null && (best is null || matched.Count > bestMembers.Count))
            {
                best = constructor;
                bestMembers = matched;
            }
        }

        return (best, bestMembers);
    }

    private static bool IsSettable(MemberInfo member) => member is PropertyInfo property
        ? property.SetMethod is { IsPublic: true }
        : !((FieldInfo)member).IsInitOnly;
}
