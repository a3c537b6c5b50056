using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json.Serialization.Metadata;

namespace Streaming;

/// <summary>Finds and caches the serde of a type.</summary>
internal static class DefaultSerdes
{
    private static readonly ConcurrentDictionary<Type, object> Binary = new()
    {
        [typeof(string)] = Serdes.Utf8,
        [typeof(Utf8Slice)] = Serdes.Utf8Slice,
        [typeof(byte[])] = Serdes.Bytes,
        [typeof(ReadOnlyMemory<byte>)] = Serdes.Memory,
        [typeof(bool)] = Serdes.Boolean,
        [typeof(byte)] = Serdes.Byte,
        [typeof(sbyte)] = new IntegerSerde<sbyte>(),
        [typeof(short)] = Serdes.Int16,
        [typeof(ushort)] = new IntegerSerde<ushort>(),
        [typeof(char)] = new IntegerSerde<char>(),
        [typeof(int)] = Serdes.Int32,
        [typeof(uint)] = new IntegerSerde<uint>(),
        [typeof(long)] = Serdes.Int64,
        [typeof(ulong)] = new IntegerSerde<ulong>(),
        [typeof(Int128)] = new IntegerSerde<Int128>(),
        [typeof(UInt128)] = new IntegerSerde<UInt128>(),
        [typeof(float)] = Serdes.Single,
        [typeof(double)] = Serdes.Double,
        [typeof(decimal)] = Serdes.Decimal,
        [typeof(Guid)] = Serdes.Guid,
        [typeof(DateTime)] = Serdes.DateTime,
        [typeof(DateTimeOffset)] = Serdes.DateTimeOffset,
        [typeof(DateOnly)] = Serdes.DateOnly,
        [typeof(TimeOnly)] = new TimeOnlySerde(),
        [typeof(TimeSpan)] = Serdes.TimeSpan,
    };

    // What Kafka's own clients have a serializer for; the rest is JSON, which every reader of a topic understands.
    private static readonly HashSet<Type> Plain =
    [
        typeof(string), typeof(Utf8Slice), typeof(byte[]), typeof(ReadOnlyMemory<byte>), typeof(bool), typeof(byte), typeof(sbyte),
        typeof(short), typeof(ushort), typeof(int), typeof(uint), typeof(long), typeof(ulong), typeof(float), typeof(double),
    ];

    [ThreadStatic]
    private static List<Type>? _building;

    public static object Of(Type type)
    {
        if (Binary.TryGetValue(type, out object? serde))
        {
            return serde;
        }

        var building = _building ??= [];
        if (building.Contains(type))
        {
            throw SerdeErrors.Unsupported(type, "it contains itself");
        }

        building.Add(type);
        try
        {
            return Binary.GetOrAdd(type, Make(type));
        }
        finally
        {
            building.RemoveAt(building.Count - 1);
        }
    }

    public static ISerde<T> Topic<T>()
    {
        var type = Nullable.GetUnderlyingType(typeof(T)) ?? typeof(T);
        return Plain.Contains(type)
            ? (ISerde<T>)Of(typeof(T))
            : new JsonSerde<T>((JsonTypeInfo<T>)JsonSerde.Defaults.GetTypeInfo(typeof(T)));
    }

    private static object Make(Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } inner)
        {
            return New(typeof(NullableSerde<>), [inner], Of(inner));
        }

        if (type.IsEnum)
        {
            return New(typeof(IntegerSerde<>), [type]);
        }

        if (type.IsSZArray)
        {
            return New(typeof(ArraySerde<>), [type.GetElementType()!], Of(type.GetElementType()!));
        }

        if (type.IsGenericType)
        {
            var definition = type.GetGenericTypeDefinition();
            var arguments = type.GetGenericArguments();
            if (definition == typeof(List<>))
            {
                return New(typeof(ListSerde<>), arguments, Of(arguments[0]));
            }

            if (definition == typeof(HashSet<>))
            {
                return New(typeof(SetSerde<>), arguments, Of(arguments[0]));
            }

            if (definition == typeof(Dictionary<,>))
            {
                return New(typeof(DictionarySerde<,>), arguments, Of(arguments[0]), Of(arguments[1]));
            }
        }

        return New(typeof(CompositeSerde<>), [type], (Func<Type, object>)Of);
    }

    private static object New(Type definition, Type[] types, params object[] arguments)
    {
        try
        {
            return Activator.CreateInstance(definition.MakeGenericType(types), arguments)!;
        }
        catch (TargetInvocationException error) when (error.InnerException is StreamingException inner)
        {
            throw inner;
        }
        catch (ArgumentException)
        {
            // Ref structs and pointers cannot be type arguments.
            throw SerdeErrors.Unsupported(types[0], "values of such a type cannot be kept");
        }
    }
}
