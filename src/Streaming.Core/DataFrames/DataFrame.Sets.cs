namespace Streaming;

/// <content>Operations on whole tables, which streams do not have: <c>Start()</c> refuses them, as Spark does.</content>
public sealed partial class DataFrame
{
    /// <summary>The different rows of this table that another does not have.</summary>
    /// <remarks>Of a stream and bounded data in output mode update only; the other must be bounded.</remarks>
    public DataFrame Except(DataFrame other)
    {
        ArgumentNullException.ThrowIfNull(other);
        CheckSession(other);
        if (other.IsStreaming)
        {
            return Refused("Except", other, PlanErrors.Refused("Except on a streaming DataFrame/Dataset on the right is not supported"));
        }

        // Rows that have no equal on the right (NULL is like NULL), each once.
        var (left, right) = Alike(other, "EXCEPT");
        int columns = Schema.Fields.Count;
        var both = ColumnScope.Both(left.Scope, right.Scope).Schema;
        var equal = Enumerable.Range(0, columns)
            .Select(i => (SqlExpression)new CallExpression("<=>", [ColumnReferences.To(both, i), ColumnReferences.To(both, columns + i)]))
            .Aggregate((all, next) => new CallExpression("AND", [all, next]));
        return With(JoinAnalysis.Build(left.Node, right.Node, JoinTypes.Parse("left_anti"), equal, IsAnsi)).SqlDistinct().Renamed(this);
    }

    /// <summary>The rows of this table without those that another has, as often as it has them. Bounded data only.</summary>
    public DataFrame ExceptAll(DataFrame other)
    {
        ArgumentNullException.ThrowIfNull(other);
        CheckSession(other);
        return other.IsStreaming ? Refused("ExceptAll", other, PlanErrors.Refused("Except on a streaming DataFrame/Dataset on the right is not supported"))
            : IsStreaming ? Refused("ExceptAll", other, PlanErrors.AppendWithoutWatermark())
            : Counted(other, "EXCEPT", "`left` - `right`");
    }

    /// <summary>The different rows that this table and another have. Bounded data only.</summary>
    public DataFrame Intersect(DataFrame other) => RefusedIntersect(other) ?? Counted(other, "INTERSECT", "least(`left`, `right`, 1L)");

    /// <summary>The rows that this table and another have, as often as both have them. Bounded data only.</summary>
    public DataFrame IntersectAll(DataFrame other) => RefusedIntersect(other) ?? Counted(other, "INTERSECT", "least(`left`, `right`)");

    /// <summary>The rows without the first.</summary>
    /// <param name="count">How many are left out.</param>
    public DataFrame Offset(int count)
    {
        if (count < 0)
        {
            throw PlanErrors.NegativeCount($"{count}");
        }

        return IsStreaming
            ? With(new BoundedOnlyNode("Offset", PlanErrors.Refused("Offset is not supported on streaming DataFrames/Datasets"), Node))
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
            ? With(new BoundedOnlyNode("Sample", PlanErrors.Refused("Sampling is not supported on streaming DataFrames/Datasets"), Node))
            : Filter(Functions.CallFunction("rand", seed ?? Random.Shared.NextInt64()) < fraction);
    }

    private DataFrame Refused(string name, DataFrame other, StreamingException refusal) => With(new BoundedOnlyNode(name, refusal, Node, other.Node));

    private DataFrame? RefusedIntersect(DataFrame other)
    {
        ArgumentNullException.ThrowIfNull(other);
        CheckSession(other);
        return IsStreaming || other.IsStreaming ? Refused("Intersect", other, PlanErrors.Refused("Intersect of streaming DataFrames/Datasets is not supported")) : null;
    }

    // Both with the same types, under names of their own.
    private (DataFrame Left, DataFrame Right) Alike(DataFrame other, string operation)
    {
        CheckNoMap();
        var both = (RowUnionNode)PlanAnalysis.Union(Node, other.Node, IsAnsi, operation);
        return (With(both.Left).ToDF(Names("l")), With(both.Right).ToDF(Names("r")));

        string[] Names(string side) => [.. Enumerable.Range(0, Schema.Fields.Count).Select(i => $"\u0001{side}{i}")];
    }

    // Rows that are alike become a group (NULL is like NULL) that knows how many of each table it has, and comes out as often as is asked.
    private DataFrame Counted(DataFrame other, string operation, string times)
    {
        var (left, right) = Alike(other, operation);
        var sides = With(PlanAnalysis.Union(left.WithColumn(Side, Functions.Lit(0)).Node, right.WithColumn(Side, Functions.Lit(1)).Node, IsAnsi));
        var columns = left.Columns.Select(Named).ToArray();
        var groups = sides.GroupBy(columns).Agg(
            Functions.CountIf(Named(Side) == 0).As("left"), Functions.CountIf(Named(Side) == 1).As("right"));
        return groups.WithColumn(Side, Parse($"CAST({times} AS INT)")).Filter(Named(Side) > 0)
            .Select([.. columns, Functions.Explode(Functions.CallFunction("array_repeat", 1, Named(Side))).As("\u0001copy")]).Drop("\u0001copy").Renamed(this);
    }

    // No column of a user has such a name, nor would it be parsed.
    private static Column Named(string name) => new(new AttributeExpression(name));

    private DataFrame Renamed(DataFrame names) => ToDF([.. names.Columns]);

    private const string Side = "\u0001side";
}
