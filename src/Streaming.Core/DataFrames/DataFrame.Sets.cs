namespace Streaming;

/// <content>Operations on whole tables, which streams do not have: <c>Start()</c> refuses them, as Spark does.</content>
public sealed partial class DataFrame
{
    private const string Legacy = "_LEGACY_ERROR_TEMP_3102";

    /// <summary>The different rows of this table that another does not have.</summary>
    public DataFrame Except(DataFrame other)
    {
        ArgumentNullException.ThrowIfNull(other);
        CheckSession(other);
        return other.IsStreaming ? Refused("Except", other, new StreamingException(Legacy, "Except on a streaming DataFrame/Dataset on the right is not supported"))
            : IsStreaming ? Refused("Except", other, new StreamingException("UNSUPPORTED_STREAMING_OPERATOR_WITHOUT_WATERMARK", "[UNSUPPORTED_STREAMING_OPERATOR_WITHOUT_WATERMARK] Append output mode not supported for aggregations on streaming DataFrames/DataSets without watermark. SQLSTATE: 0A000") { SqlState = "0A000" })
            : Grouped(other, "EXCEPT", isInOther: false);
    }

    /// <summary>The different rows that this table and another have.</summary>
    public DataFrame Intersect(DataFrame other)
    {
        ArgumentNullException.ThrowIfNull(other);
        CheckSession(other);
        return IsStreaming || other.IsStreaming
            ? Refused("Intersect", other, new StreamingException(Legacy, "Intersect of streaming DataFrames/Datasets is not supported"))
            : Grouped(other, "INTERSECT", isInOther: true);
    }

    /// <summary>The rows without the first.</summary>
    /// <param name="count">How many are left out.</param>
    public DataFrame Offset(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        return IsStreaming
            ? With(new BoundedOnlyNode("Offset", new StreamingException(Legacy, "Offset is not supported on streaming DataFrames/Datasets"), Node))
            : With(new LimitNode(Node, int.MaxValue, count));
    }

    /// <summary>Some of the rows by chance.</summary>
    /// <param name="fraction">What part of them, from 0 to 1.</param>
    /// <param name="seed">The same rows for the same seed; null: another choice each time.</param>
    public DataFrame Sample(double fraction, long? seed = null)
    {
        if (fraction is < 0 or > 1 or double.NaN)
        {
            throw new ArgumentOutOfRangeException(nameof(fraction), fraction, "A part is from 0 to 1.");
        }

        return IsStreaming
            ? With(new BoundedOnlyNode("Sample", new StreamingException(Legacy, "Sampling is not supported on streaming DataFrames/Datasets"), Node))
            : Filter(Functions.CallFunction("rand", seed ?? Random.Shared.NextInt64()) < fraction);
    }

    private DataFrame Refused(string name, DataFrame other, StreamingException refusal) => With(new BoundedOnlyNode(name, refusal, Node, other.Node));

    // Rows that are alike become a group (NULL is like NULL); it knows which tables it came from.
    private DataFrame Grouped(DataFrame other, string operation, bool isInOther)
    {
        var names = Enumerable.Range(0, Schema.Fields.Count).Select(i => $"c{i}").ToArray();
        var both = With(PlanAnalysis.Union(Tagged(this, 0).Node, Tagged(other, 1).Node, IsAnsi, operation)).ToDF([.. names, "tag"]);
        var groups = both.GroupBy([.. names.Select(Functions.Col)]).Agg(Functions.Min(Functions.Col("tag")).As("first"), Functions.Max(Functions.Col("tag")).As("last"));
        return groups.Filter(isInOther ? "first = 0 AND last = 1" : "last = 0").Select([.. names.Select(Functions.Col)]).ToDF([.. Columns]);
    }

    private static DataFrame Tagged(DataFrame frame, int tag) => frame.With(PlanAnalysis.Project(
        frame.Node, [.. frame.Schema.Fields.Select((field, i) => new NamedExpression(field.Name, ColumnReferences.To(frame.Schema, i))), new NamedExpression("tag", new LiteralExpression(tag, DataTypes.Integer))], frame.IsAnsi));
}
