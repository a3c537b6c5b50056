using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Streaming;

/// <summary>A field of a struct, or a column of a table.</summary>
/// <param name="Name">The name.</param>
/// <param name="Type">The type.</param>
/// <param name="Nullable">Whether it may be NULL.</param>
public sealed record StructField(string Name, DataType Type, bool Nullable = true)
{
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>What the column means; <c>COMMENT</c> in DDL.</summary>
    public string? Comment { get; init; }

    /// <summary>Delay of the watermark where this is the event time of a DataFrame, in milliseconds; Spark's metadata <c>spark.watermarkDelayMs</c>.</summary>
    internal long? WatermarkDelayMs { get; init; }

    /// <summary>Spark's mark of a column with windows, for example <c>spark.timeWindow</c>; null elsewhere.</summary>
    internal string? WindowMark { get; init; }

    internal string Json
    {
        get
        {
            var metadata = new List<string>();
            if (Comment is not null)
            {
                metadata.Add($"\"comment\":{Quoted(Comment)}");
            }

            if (WindowMark is not null)
            {
                metadata.Add($"\"{WindowMark}\":true");
            }

            if (WatermarkDelayMs is { } delay)
            {
                metadata.Add(string.Create(CultureInfo.InvariantCulture, $"\"spark.watermarkDelayMs\":{delay}"));
            }

            return $"{{\"name\":{Quoted(Name)},\"type\":{Type.Json},\"nullable\":{(Nullable ? "true" : "false")},\"metadata\":{{{string.Join(',', metadata)}}}}}";
        }
    }

    internal string Sql(string separator)
    {
        string name = IsPlain(Name) ? Name : $"`{Name.Replace("`", "``", StringComparison.Ordinal)}`";
        string comment = Comment is null ? "" : $" COMMENT '{Comment.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal)}'";
        return $"{name}{separator}{Type.Sql}{(Nullable ? "" : " NOT NULL")}{comment}";
    }

    private static bool IsPlain(string name) =>
        name.Length > 0 && !char.IsAsciiDigit(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');

    private static string Quoted(string text) => JsonSerializer.Serialize(text, Relaxed);
}
