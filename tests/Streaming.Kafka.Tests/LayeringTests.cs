using System.Reflection;

namespace Streaming.Kafka.Tests;

public sealed class LayeringTests
{
    private const BindingFlags Everything = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    [Fact]
    public void No_type_of_the_client_is_seen_above_its_folder()
    {
        var seen =
            from type in typeof(KafkaFormats).Assembly.GetTypes()
            where type.Namespace?.StartsWith("Streaming.Kafka.Clients.Confluent", StringComparison.Ordinal) != true
            from used in Used(type)
            where used.Assembly.GetName().Name == "Confluent.Kafka"
            select $"{type} uses {used}";
        Assert.Empty(seen.Distinct());
    }

    private static IEnumerable<Type> Used(Type type)
    {
        var members = type.GetFields(Everything).Select(field => field.FieldType)
            .Concat(type.GetProperties(Everything).Select(property => property.PropertyType))
            .Concat(type.GetMethods(Everything).SelectMany(method => method.GetParameters().Select(parameter => parameter.ParameterType).Append(method.ReturnType)
                .Concat(method.GetMethodBody()?.LocalVariables.Select(local => local.LocalType) ?? [])))
            .Concat(type.GetConstructors(Everything).SelectMany(constructor => constructor.GetParameters().Select(parameter => parameter.ParameterType)))
            .Concat(type.GetInterfaces())
            .Append(type.BaseType ?? typeof(object));
        return members.SelectMany(Parts);
    }

    private static IEnumerable<Type> Parts(Type type) => type.HasElementType ? Parts(type.GetElementType()!)
        : type.IsGenericType ? type.GetGenericArguments().SelectMany(Parts).Append(type)
        : [type];
}
