using System.Text;

namespace Streaming;

/// <summary>Tables as Spark's <c>show()</c> prints them, byte for byte.</summary>
public static class ConsoleTable
{
    // Characters that take two columns of a terminal, in the ranges that Spark counts double.
    private static readonly (char First, char Last)[] Wide =
    [
        ('\u1100', '\u115f'), ('\u2e80', '\ua4cf'), ('\uac00', '\ud7a3'), ('\uf900', '\ufaff'),
        ('\ufe30', '\ufe6f'), ('\uff00', '\uff60'), ('\uffe0', '\uffe6'),
    ];

    /// <summary>Formats rows of one type.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="numRows">Rows to show.</param>
    /// <param name="truncate">Longest cell in UTF-16 units; 0 leaves cells whole and aligns them left.</param>
    /// <returns>The table with a line feed at the end, then an empty line or <c>only showing top N rows</c> and a line feed.</returns>
    public static string Format<T>(IReadOnlyList<T> rows, int numRows = 20, int truncate = 20)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var columns = RowColumns<T>.Instance;
        return Format(columns.Names, rows.Count, (row, column, output) => columns.AppendText(rows[row], column, output), numRows, truncate);
    }

    /// <summary>Formats rows given as values; each is printed by its own type.</summary>
    /// <param name="columns">Names of the columns.</param>
    /// <param name="rows">Rows with a value for each column.</param>
    /// <param name="numRows">Rows to show.</param>
    /// <param name="truncate">Longest cell in UTF-16 units; 0 leaves cells whole and aligns them left.</param>
    public static string Format(IReadOnlyList<string> columns, IReadOnlyList<object?[]> rows, int numRows = 20, int truncate = 20)
    {
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(rows);
        return Format(columns, rows.Count, (row, column, output) => CellText.AppendAny(output, rows[row][column]), numRows, truncate);
    }

    /// <summary>Formats rows of a DataFrame.</summary>
    /// <param name="schema">Names and types of the columns.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="numRows">Rows to show.</param>
    /// <param name="truncate">Longest cell in UTF-16 units; 0 leaves cells whole and aligns them left.</param>
    public static string Format(StructType schema, IReadOnlyList<Row> rows, int numRows = 20, int truncate = 20)
    {
        ArgumentNullException.ThrowIfNull(schema);
        ArgumentNullException.ThrowIfNull(rows);
        return Format(
            [.. schema.Fields.Select(field => field.Name)], rows.Count,
            (row, column, output) => RowText.Append(output, rows[row][column], schema.Fields[column].Type), numRows, truncate);
    }

    private static string Format(IReadOnlyList<string> columns, int rowCount, Action<int, int, StringBuilder> append, int numRows, int truncate)
    {
        int shown = Math.Clamp(numRows, 0, rowCount);
        var cells = new string[shown + 1, columns.Count];
        var widths = new int[columns.Count];
        var scratch = new StringBuilder();
        for (int column = 0; column < columns.Count; column++)
        {
            scratch.Clear().Append(columns[column]);
            cells[0, column] = Escape(scratch);
            widths[column] = Math.Max(3, Width(cells[0, column]));
            for (int row = 0; row < shown; row++)
            {
                append(row, column, scratch.Clear());
                string cell = Cut(Escape(scratch), truncate);
                cells[row + 1, column] = cell;
                widths[column] = Math.Max(widths[column], Width(cell));
            }
        }

        var output = scratch.Clear();
        AppendRule(output, widths);
        for (int row = 0; row <= shown; row++)
        {
            AppendRow(output, cells, row, widths, alignRight: truncate > 0);
            if (row == 0)
            {
                AppendRule(output, widths);
            }
        }

        AppendRule(output, widths);
        if (shown < rowCount)
        {
            output.Append("only showing top ").Append(shown).Append(shown == 1 ? " row" : " rows");
        }

        return output.Append('\n').ToString();
    }

    private static void AppendRule(StringBuilder output, int[] widths)
    {
        output.Append('+');
        foreach (int width in widths)
        {
            output.Append('-', width).Append('+');
        }

        if (widths.Length == 0)
        {
            output.Append('+');
        }

        output.Append('\n');
    }

    private static void AppendRow(StringBuilder output, string[,] cells, int row, int[] widths, bool alignRight)
    {
        output.Append('|');
        for (int column = 0; column < widths.Length; column++)
        {
            string cell = cells[row, column];
            int padding = widths[column] - Width(cell);
            output.Append(' ', alignRight ? padding : 0).Append(cell).Append(' ', alignRight ? 0 : padding).Append('|');
        }

        if (widths.Length == 0)
        {
            output.Append('|');
        }

        output.Append('\n');
    }

    private static int Width(string text)
    {
        int width = text.Length;
        foreach (char c in text)
        {
            if (c < '\u1100')
            {
                continue;
            }

            foreach (var (first, last) in Wide)
            {
                if (c >= first && c <= last)
                {
                    width++;
                    break;
                }
            }
        }

        return width;
    }

    private static string Cut(string text, int truncate)
    {
        if (truncate <= 0 || text.Length <= truncate)
        {
            return text;
        }

        int kept = truncate < 4 ? truncate : truncate - 3;
        string head = text[..kept];

        // Half a surrogate pair is printed as a question mark.
        if (char.IsHighSurrogate(head[^1]))
        {
            head = string.Concat(head.AsSpan(0, kept - 1), "?");
        }

        return truncate < 4 ? head : head + "...";
    }

    private static string Escape(StringBuilder text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            string? escaped = text[i] switch
            {
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                '\f' => "\\f",
                '\b' => "\\b",
                '\v' => "\\v",
                '\a' => "\\a",
                _ => null,
            };
            if (escaped is not null)
            {
                text.Remove(i, 1).Insert(i, escaped);
                i++;
            }
        }

        return text.ToString();
    }
}
