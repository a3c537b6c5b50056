using System.Globalization;
using System.Text;

namespace Streaming;

/// <summary>Finds the columns of CSV files: names from the header or <c>_c0</c>, <c>_c1</c>, ...; types text, or the narrowest that all values have.</summary>
internal sealed class CsvInference(CsvReadSettings settings, EvaluationContext evaluation)
{
    // From narrow to wide; whatever none of them takes is text.
    private static readonly DataType[] Order =
    [
        DataTypes.Integer, DataTypes.Long, DataTypes.Double, DataTypes.Date, DataTypes.Timestamp, DataTypes.Boolean, DataTypes.String,
    ];

    private readonly CsvTokenizer _tokens = new(settings.Dialect);
    private readonly List<DataType?> _types = [];
    private List<string>? _names;

    /// <summary>Looks at a file.</summary>
    /// <returns>False where no more files are needed.</returns>
    public bool Add(byte[] text, bool infersTypes)
    {
        int position = 0;
        bool isFirst = true;
        while (position < text.Length)
        {
            int start = position;
            position = _tokens.Parse(text, start, endsAtLine: true);
            var record = text.AsSpan(start, position - start).Trim("\r\n \t"u8);
            if (record.IsEmpty || (settings.Dialect.Comment != 0 && record[0] == settings.Dialect.Comment))
            {
                continue;
            }

            if (isFirst)
            {
                isFirst = false;
                _names ??= Names(text);
                if (!infersTypes)
                {
                    return false;
                }

                if (settings.HasHeader)
                {
                    continue;
                }
            }

            TakeTypes(text);
        }

        return true;
    }

    public StructType Schema(bool infersTypes) =>
        new((_names ?? []).Select((name, i) => new StructField(name, infersTypes && i < _types.Count ? _types[i] ?? DataTypes.String : DataTypes.String)));

    private List<string> Names(byte[] text)
    {
        var names = new List<string>();
        for (int i = 0; i < _tokens.Count; i++)
        {
            string name = settings.HasHeader ? Encoding.UTF8.GetString(_tokens.Value(text, i)) : "";
            names.Add(name.Length > 0 ? name : string.Create(CultureInfo.InvariantCulture, $"_c{i}"));
        }

        // Names that come twice get their number.
        return [.. names.Select((name, i) => names.Count(other => string.Equals(other, name, StringComparison.OrdinalIgnoreCase)) > 1 ? string.Create(CultureInfo.InvariantCulture, $"{name}{i}") : name)];
    }

    private void TakeTypes(byte[] text)
    {
        for (int i = 0; i < _tokens.Count; i++)
        {
            if (i == _types.Count)
            {
                _types.Add(null);
            }

            var value = _tokens.Value(text, i);
            if (value.IsEmpty || value.SequenceEqual(settings.NullValue) || _types[i] == DataTypes.String)
            {
                continue;
            }

            // A type that took all values so far may have to give way to a wider one, which must take this one too.
            int from = _types[i] is { } known ? Array.IndexOf(Order, known) : 0;
            int found = from;
            while (!Takes(Order[found], value))
            {
                found++;
            }

            // Numbers do not widen to dates.
            bool isNumber = from <= 2 && _types[i] is not null;
            _types[i] = isNumber && found > 2 ? DataTypes.String : Order[found] == DataTypes.Boolean && _types[i] is not null && _types[i] != DataTypes.Boolean ? DataTypes.String : Order[found];
        }
    }

    private bool Takes(DataType type, ReadOnlySpan<byte> value) =>
        type == DataTypes.String || new CsvValueReader(type, settings.Values, evaluation).TryAppend(value, Vectors.Create(type));
}
