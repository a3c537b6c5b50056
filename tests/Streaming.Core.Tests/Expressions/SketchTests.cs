namespace Streaming.Core.Tests;

/// <summary>Approximate aggregates over many values: the numbers are those of Spark 4.3.0 for the same rows in one partition.</summary>
public sealed class SketchTests
{
    [Theory]
    [InlineData(700, 698, 697, 433, 675)]
    [InlineData(2000, 1947, 2013, 2042, 1937)]
    [InlineData(100_000, 95546, 100425, 89779, 97299)]
    public void DistinctValuesAreEstimatedAsBySpark(int count, long usual, long fine, long coarse, long texts)
    {
        Assert.Equal(usual, Number("approx_count_distinct(id)", count));
        Assert.Equal(fine, Number("approx_count_distinct(id, 0.01)", count));
        Assert.Equal(coarse, Number("approx_count_distinct(id, 0.2)", count));
        Assert.Equal(texts, Number("approx_count_distinct(cast(id as string))", count));
    }

    [Theory]
    [InlineData(30, 30, 30, 31, 27, 30)]
    [InlineData(60, 63, 59, 67, 51, 59)]
    [InlineData(150, 151, 155, 180, 153, 147)]
    [InlineData(450, 437, 379, 368, 374, 451)]
    [InlineData(1100, 1089, 997, 801, 1024, 1131)]
    [InlineData(1350, 1292, 1296, 1408, 1505, 1362)]
    [InlineData(3000, 2770, 3039, 2512, 3016, 3126)]
    public void ErrorsOfAnySizeGiveSparksNumbers(int count, long usual, long coarse, long coarser, long coarsest, long texts)
    {
        Assert.Equal(usual, Number("approx_count_distinct(id)", count));
        Assert.Equal(coarse, Number("approx_count_distinct(id, 0.1)", count));
        Assert.Equal(coarser, Number("approx_count_distinct(id, 0.2)", count));
        Assert.Equal(coarsest, Number("approx_count_distinct(id, 0.3)", count));
        Assert.Equal(texts, Number("approx_count_distinct(cast(id as string), 0.025)", count));
    }

    [Theory]
    [InlineData("approx_percentile((id * 7919) % 100003, array(0.1, 0.25, 0.5, 0.9, 0.99), 100)", "9272 24070 49874 89481 100002")]
    [InlineData("approx_percentile((id * 7919) % 100003, array(0.5))", "49996")]
    [InlineData("approx_percentile((id * 7919) % 100003, array(0.001, 0.999), 1000)", "0 100002")]
    public void PercentilesAreEstimatedAsBySpark(string text, string values)
    {
        var result = (ArrayVector)Run(text, 120_000);
        Assert.Equal(values, string.Join(' ', ((FixedVector<long>)result.Elements).Values.Take(result.Lengths[0])));
    }

    [Fact]
    public void HistogramsHaveSparksBins()
    {
        var bins = (StructVector)((ArrayVector)Run("histogram_numeric((id * 7919) % 103, 5)", 60)).Elements;
        Assert.Equal([6, 22, 41, 64, 89], ((FixedVector<long>)bins.Fields[0]).Values.Take(5));
        Assert.Equal([8, 10, 13, 14, 15], ((FixedVector<double>)bins.Fields[1]).Values.Take(5));
    }

    [Theory]
    [InlineData("count_min_sketch(id, 0.5d, 0.5d, 1)", "0000000100000000000000140000000100000004000000005D8D6AB90000000000000007000000000000000700000000000000030000000000000003")]
    [InlineData("count_min_sketch(cast(id as string), 0.5d, 0.5d, 7)", "0000000100000000000000140000000100000004000000005D878BCC0000000000000005000000000000000400000000000000050000000000000006")]
    public void CountMinSketchesHaveSparksBytes(string text, string bytes) => Assert.Equal(bytes, Convert.ToHexString(((BytesVector)Run(text, 20)).Value(0)));

    [Fact]
    public void MergedSummariesStayWithinTheError()
    {
        var summaries = Enumerable.Range(0, 4).Select(_ => new QuantileSummary(0.01)).ToArray();
        for (int i = 0; i < 200_000; i++)
        {
            summaries[i % 4].Add((i * 7919L) % 200_003);
        }

        foreach (var other in summaries.Skip(1))
        {
            summaries[0].Add(other);
        }

        foreach (double quantile in new[] { 0.05, 0.3, 0.5, 0.77, 0.95 })
        {
            Assert.InRange(summaries[0].Query(quantile), (quantile - 0.03) * 200_003, (quantile + 0.03) * 200_003);
        }
    }

    private static long Number(string text, int count) => ((FixedVector<long>)Run(text, count)).Values[0];

    // The aggregate of 0 to count - 1, as bigint.
    private static ColumnVector Run(string text, int count)
    {
        var schema = new StructType(new StructField("id", DataTypes.Long, false));
        var bound = (BoundAggregate)new Binder(schema).Bind(SqlParser.ParseExpression(text));
        var batch = RowBatch.Create(schema, count);
        for (int i = 0; i < count; i++)
        {
            ((FixedVector<long>)batch.Columns[0]).Append(i);
        }

        batch.Count = count;
        var accumulator = bound.CreateAccumulator();
        accumulator.Grow(1);
        accumulator.Update([.. bound.Children.Select(child => child.Compile().Evaluate(batch, RowSet.All(count), new EvaluationContext()))], RowSet.All(count), new int[count]);
        var result = Vectors.Create(bound.Type);
        accumulator.Finish(0, result);
        return result;
    }
}
