using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Streaming;

internal static class JsonSerde
{
    /// <summary>Property names as they are; fields too, because a tuple has nothing else.</summary>
    public static readonly JsonSerializerOptions Defaults = new() { IncludeFields = true, TypeInfoResolver = new DefaultJsonTypeInfoResolver() };

    [ThreadStatic]
    private static Utf8JsonWriter? _writer;

    // Taken out while in use: a converter may write JSON with a serde of its own.
    public static Utf8JsonWriter Take(ArrayBufferWriter<byte> output, JsonSerializerOptions options)
    {
        var writer = _writer;
        _writer = null;
        if (writer is null || writer.Options.Indented != options.WriteIndented || !ReferenceEquals(writer.Options.Encoder, options.Encoder)
            || (options.MaxDepth != 0 && writer.Options.MaxDepth != options.MaxDepth))
        {
            return new Utf8JsonWriter(output, new JsonWriterOptions
            {
                Encoder = options.Encoder,
                Indented = options.WriteIndented,
                MaxDepth = options.MaxDepth,
                SkipValidation = true,
            });
        }

        writer.Reset(output);
        return writer;
    }

    public static void Return(Utf8JsonWriter writer) => _writer = writer;
}

/// <summary>UTF-8 JSON by System.Text.Json.</summary>
internal sealed class JsonSerde<T>(JsonTypeInfo<T> type) : ISerde<T>
{
    public void Write(T value, ArrayBufferWriter<byte> output)
    {
        var writer = JsonSerde.Take(output, type.Options);
        JsonSerializer.Serialize(writer, value, type);
        writer.Flush();
        JsonSerde.Return(writer);
    }

    public T Read(ReadOnlySpan<byte> data)
    {
        T? value;
        try
        {
            value = JsonSerializer.Deserialize(data, type);
        }
        catch (JsonException error)
        {
            throw new FormatException($"These bytes are no JSON of type {TypeName.Of(typeof(T))}: {error.Message}", error);
        }

        return value is not null ? value : throw new FormatException($"The JSON text is null, which is no value of type {TypeName.Of(typeof(T))}.");
    }
}
