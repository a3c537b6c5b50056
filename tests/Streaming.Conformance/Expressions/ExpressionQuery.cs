using System.Globalization;

namespace Streaming.Conformance;

/// <summary>Runs expressions over tables, as they were recorded: not all of them are allowed on streams.</summary>
internal sealed class ExpressionQuery(StreamingSession session)
{
    private const string Number = "input_number";

    /// <summary>Runs a frame over inputs.</summary>
    /// <returns>The rows as texts, or why it failed.</returns>
    public (List<string> Rows, Exception? Error) Run(StructType schema, Func<DataFrame, DataFrame> build, IEnumerable<object?> inputs)
    {
        var sink = new CaseSink(row => Text(row, 0));
        try
        {
            build(session.CreateDataFrame(inputs.Select(input => new Row(schema, [input])), schema)).Run(sink);
            return ([.. sink.TakeBatches().SelectMany(batch => batch.Rows)], null);
        }
        catch (Exception error) when (error is StreamingException or ArgumentException)
        {
            return ([], error);
        }
    }

    /// <summary>Runs an expression over all inputs in one query; null where that fails.</summary>
    public List<List<string>>? RunTogether(string expression, StructType schema, List<object?> inputs)
    {
        var numbered = schema.Add(Number, DataTypes.Integer);
        var sink = new CaseSink(row => $"{((FixedVector<int>)row.Batch.Columns[0]).Values[row.Position].ToString(CultureInfo.InvariantCulture)} {Text(row, 1)}");
        try
        {
            session.CreateDataFrame(inputs.Select((input, i) => new Row(numbered, [input, i])), numbered).SelectExpr(Number, expression).Run(sink);
        }
        catch (Exception error) when (error is StreamingException or ArgumentException)
        {
            return null;
        }

        var results = inputs.Select(_ => new List<string>()).ToList();
        foreach (string row in sink.TakeBatches().SelectMany(batch => batch.Rows))
        {
            int space = row.IndexOf(' ', StringComparison.Ordinal);
            results[int.Parse(row.AsSpan(0, space), CultureInfo.InvariantCulture)].Add(row[(space + 1)..]);
        }

        return results;
    }

    // One column is its value, several are a struct.
    private static string Text(Row row, int start)
    {
        var columns = row.Batch.Columns;
        return columns.Length - start == 1
            ? ValueText.Of(columns[start], row.Position)
            : $"{{{string.Join(",", Enumerable.Range(start, columns.Length - start).Select(i => $"{row.Schema.Fields[i].Name}:{ValueText.Of(columns[i], row.Position)}"))}}}";
    }
}
