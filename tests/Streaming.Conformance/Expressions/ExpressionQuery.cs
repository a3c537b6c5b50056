using System.Globalization;

namespace Streaming.Conformance;

/// <summary>Runs expressions in queries of their own.</summary>
internal sealed class ExpressionQuery(StreamingSession session)
{
    private const string Number = "input_number";

    /// <summary>Runs a frame over one block of inputs.</summary>
    /// <returns>The rows as texts, or why it failed.</returns>
    public async Task<(List<string> Rows, Exception? Error)> RunAsync(StructType schema, Func<DataFrame, DataFrame> build, IEnumerable<object?> inputs, OutputMode mode)
    {
        var sink = new CaseSink(row => Text(row, 0));
        try
        {
            var source = session.MemoryStream(schema);
            source.AddData(inputs.Select(input => new Row(schema, [input])));
            await RunAsync(build(source.ToDataFrame()), sink, mode);
            return ([.. sink.TakeBatches().SelectMany(batch => batch.Rows)], null);
        }
        catch (Exception error) when (error is StreamingException or ArgumentException)
        {
            return ([], error);
        }
    }

    /// <summary>Runs an expression over all inputs in one query; null where that fails.</summary>
    public async Task<List<List<string>>?> RunTogetherAsync(string expression, StructType schema, List<object?> inputs)
    {
        var numbered = schema.Add(Number, DataTypes.Integer);
        var sink = new CaseSink(row => $"{((FixedVector<int>)row.Batch.Columns[0]).Values[row.Position].ToString(CultureInfo.InvariantCulture)} {Text(row, 1)}");
        try
        {
            var source = session.MemoryStream(numbered);
            source.AddData(inputs.Select((input, i) => new Row(numbered, [input, i])));
            await RunAsync(source.ToDataFrame().SelectExpr(Number, expression), sink, OutputMode.Append);
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

    /// <summary>Runs a frame over bounded data.</summary>
    public (List<string> Rows, Exception? Error) RunBounded(StructType schema, Func<DataFrame, DataFrame> build, IEnumerable<object?> inputs)
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

    private static async Task RunAsync(DataFrame frame, CaseSink sink, OutputMode mode)
    {
        await using var query = frame.WriteStream().OutputMode(mode).Trigger(Trigger.AvailableNow()).To(sink).Start();
        if (!await query.AwaitTerminationAsync(TimeSpan.FromSeconds(30)))
        {
            throw new TimeoutException("The query does not end.");
        }
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
