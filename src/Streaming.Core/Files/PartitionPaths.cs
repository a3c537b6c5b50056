using System.Globalization;
using System.Text;

namespace Streaming;

/// <summary>Folders <c>name=value</c>: reading and writing their names, and the types of their values.</summary>
internal static class PartitionPaths
{
    public const string NullName = "__HIVE_DEFAULT_PARTITION__";

    // What Spark escapes in the names of partition folders.
    private const string Escaped = "\"#%'*/:=?\\{[]^";

    public static bool IsPartition(string folder) => folder.IndexOf('=') > 0;

    public static KeyValuePair<string, string?> Parse(string folder)
    {
        int equals = folder.IndexOf('=');
        string value = Unescape(folder[(equals + 1)..]);
        return new(Unescape(folder[..equals]), value == NullName ? null : value);
    }

    public static string Name(string column, string? value) => $"{Escape(column)}={(string.IsNullOrEmpty(value) ? NullName : Escape(value))}";

    /// <summary>The narrowest type that all values of a partition column have.</summary>
    public static DataType TypeOf(IEnumerable<string?> values)
    {
        DataType? type = null;
        foreach (string? value in values)
        {
            if (value is not null)
            {
                var next = TypeOf(value);
                type = type is null || type == next ? next : Wider(type, next);
            }
        }

        return type ?? DataTypes.String;
    }

    private static DataType TypeOf(string value) =>
        int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _) ? DataTypes.Integer
        : long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _) ? DataTypes.Long
        : double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out _) && char.IsAsciiDigit(value[^1]) ? DataTypes.Double
        : value.Length == 10 && TimeText.TryParseDate(value, out _) ? DataTypes.Date
        : value.Length > 10 && value[4] == '-' && TimeText.TryParseTimestamp(value, TimeZoneInfo.Utc, out _) ? DataTypes.Timestamp
        : DataTypes.String;

    private static DataType Wider(DataType left, DataType right)
    {
        DataType[] order = [DataTypes.Integer, DataTypes.Long, DataTypes.Double];
        int a = Array.IndexOf(order, left);
        int b = Array.IndexOf(order, right);
        return a >= 0 && b >= 0 ? order[Math.Max(a, b)]
            : (left == DataTypes.Date && right == DataTypes.Timestamp) || (left == DataTypes.Timestamp && right == DataTypes.Date) ? DataTypes.Timestamp
            : DataTypes.String;
    }

    private static string Escape(string text)
    {
        var result = new StringBuilder();
        foreach (char c in text)
        {
            if (c < ' ' || c == '\u007f' || Escaped.Contains(c))
            {
                result.Append(CultureInfo.InvariantCulture, $"%{(int)c:X2}");
            }
            else
            {
                result.Append(c);
            }
        }

        return result.ToString();
    }

    private static string Unescape(string text)
    {
        int percent = text.IndexOf('%');
        if (percent < 0)
        {
            return text;
        }

        var result = new StringBuilder();
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == '%' && i + 2 < text.Length && int.TryParse(text.AsSpan(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int code))
            {
                result.Append((char)code);
                i += 2;
            }
            else
            {
                result.Append(text[i]);
            }
        }

        return result.ToString();
    }
}
