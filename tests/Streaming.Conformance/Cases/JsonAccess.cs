using System.Text.Json;

namespace Streaming.Conformance;

/// <summary>Short ways into JSON.</summary>
internal static class JsonAccess
{
    /// <summary>A text, null where there is none; numbers and booleans as they are written.</summary>
    public static string? Text(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value.ToString() : null;

    public static bool Flag(this JsonElement element, string name) => element.Has(name, out var value) && value.ValueKind == JsonValueKind.True;

    public static bool Has(this JsonElement element, string name) => element.Has(name, out _);

    public static bool Has(this JsonElement element, string name, out JsonElement value)
    {
        value = default;
        return element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out value);
    }

    /// <summary>The members of an object below, as texts.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Options(this JsonElement element, string name) =>
        element.Has(name, out var options) && options.ValueKind == JsonValueKind.Object
            ? options.EnumerateObject().Select(option => KeyValuePair.Create(option.Name, option.Value.ToString()))
            : [];

    public static string[] Texts(this JsonElement element) => element.ValueKind == JsonValueKind.Array ? [.. element.EnumerateArray().Select(item => item.ToString())] : [];
}
