namespace Streaming.Core.Tests.DataFrames;

/// <summary>A row of one side.</summary>
public sealed record JoinRow(int? Key, DateTimeOffset? Time, string Text)
{
    public static JoinRow At(int? key, double? seconds, string text = "") => new(key, seconds is { } time ? DateTimeOffset.UnixEpoch.AddMicroseconds(Math.Round(time * 1_000_000)) : null, text);

    /// <summary>Seconds since 1970.</summary>
    public double? Seconds => Time is { } time ? (time - DateTimeOffset.UnixEpoch).TotalSeconds : null;

    public override string ToString() => $"{Key}@{Seconds}";
}

/// <summary>Runs a join of two streams batch by batch.</summary>
internal static class JoinRun
{
    public const string Range = "l.Key = r.Key AND r.Time >= l.Time AND r.Time <= l.Time + INTERVAL 5 SECONDS";

    /// <summary>The rows that reached the sink after each pair of batches, epochs without data included, as sorted texts; and what the state held at the end.</summary>
    public static async Task<(IReadOnlyList<IReadOnlyList<string>> Rows, StateOperatorProgress? State)> BatchesAsync(
        EngineVariant variant, Func<DataFrame, DataFrame, DataFrame> build, params (JoinRow[] Left, JoinRow[] Right)[] batches)
    {
        var left = new ListSource<JoinRow>(2) { BatchSize = variant.BatchSize };
        var right = new ListSource<JoinRow>(3) { BatchSize = variant.BatchSize };
        var sink = new CollectSink();
        var rows = new List<IReadOnlyList<string>>();
        StateOperatorProgress? state = null;
        string checkpoint = Directory.CreateTempSubdirectory("streaming-test").FullName;
        try
        {
            StreamingSession? session = null;
            StreamingQuery? query = null;
            foreach (var batch in batches)
            {
                if (query is null || variant.Restart)
                {
                    await (session?.DisposeAsync() ?? ValueTask.CompletedTask);
                    session = variant.NewSession();
                    query = build(session.ReadStream().From(left).ToDataFrame(), session.ReadStream().From(right).ToDataFrame())
                        .WriteStream().OutputMode(OutputMode.Append).Option("checkpointLocation", checkpoint).To(sink).Start();
                }

                int before = sink.Batches<Row>().Count;
                left.Add(batch.Left);
                right.Add(batch.Right);
                query.ProcessAllAvailable();
                rows.Add([.. sink.Batches<Row>().Skip(before).SelectMany(part => part.Rows).Select(row => row.ToString()).Order(StringComparer.Ordinal)]);
                state = query.LastProgress?.StateOperators.FirstOrDefault();
            }

            await session!.DisposeAsync();
        }
        finally
        {
            Directory.Delete(checkpoint, recursive: true);
        }

        return (rows, state);
    }

    /// <summary>A join of the two with watermarks on both sides and the columns that tests look at.</summary>
    public static DataFrame Of(DataFrame left, DataFrame right, string type, string condition = Range, string delay = "0 seconds")
    {
        var joined = left.WithWatermark("Time", delay).Alias("l").Join(right.WithWatermark("Time", delay).Alias("r"), condition, type);
        string[] own = ["l.Key", "double(l.Time)", "l.Text"];
        return joined.SelectExpr(type is "left_semi" or "left_anti" ? own : [.. own, "r.Key", "double(r.Time)", "r.Text"]);
    }
}
