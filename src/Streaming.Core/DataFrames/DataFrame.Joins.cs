namespace Streaming;

/// <content>Joins.</content>
public sealed partial class DataFrame
{
    /// <summary>Rows of both that meet a condition, for example <c>a["id"] == b["user"]</c>; the columns of this side come first.</summary>
    /// <remarks>
    /// Where both sides have a column of the same name, <c>left["id"]</c> and <c>right["id"]</c> say which is meant, also behind the join; with <see cref="Alias"/> so do the texts <c>l.id</c> and <c>r.id</c>.
    /// Two streams: at least one pair of columns must be equal, and outer and semi joins need a watermark and a bound on the times of both sides, so that a row without a partner can be told from one whose partner is still to come.
    /// </remarks>
    /// <example><code>clicks.Alias("c").Join(views.Alias("v"), "c.id = v.id AND c.time BETWEEN v.time AND v.time + INTERVAL 1 HOUR", "left_outer")</code></example>
    /// <param name="right">The other side.</param>
    /// <param name="condition">What a pair must meet.</param>
    /// <param name="joinType">Spark's names: <c>inner</c>, <c>cross</c>, <c>left_outer</c>, <c>right_outer</c>, <c>full_outer</c>, <c>left_semi</c>, <c>left_anti</c> and their short forms.</param>
    public DataFrame Join(DataFrame right, Column condition, string joinType = "inner")
    {
        ArgumentNullException.ThrowIfNull(condition);
        return JoinOn(right, condition.Bare, joinType);
    }

    /// <summary>As <see cref="Join(DataFrame, Column, string)"/> with a condition as SQL text; a single name is a column that both sides have, see <see cref="Join(DataFrame, IReadOnlyList{string}, string)"/>.</summary>
    /// <param name="right">The other side.</param>
    /// <param name="condition">The condition, or the name of a column.</param>
    /// <param name="joinType">The type of the join.</param>
    public DataFrame Join(DataFrame right, string condition, string joinType = "inner")
    {
        ArgumentException.ThrowIfNullOrEmpty(condition);
        var parsed = Parse(condition).Bare;
        return parsed is AttributeExpression { Parts: [var name] } ? Join(right, [name], joinType) : JoinOn(right, parsed, joinType);
    }

    /// <summary>Rows of both whose columns of some names are equal, as <c>USING</c> in SQL: these columns come out once, first.</summary>
    /// <param name="right">The other side.</param>
    /// <param name="columns">Names of columns that both sides have.</param>
    /// <param name="joinType">The type of the join.</param>
    public DataFrame Join(DataFrame right, IReadOnlyList<string> columns, string joinType = "inner")
    {
        ArgumentNullException.ThrowIfNull(right);
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentOutOfRangeException.ThrowIfZero(columns.Count);
        CheckSession(right);
        var type = JoinTypes.Parse(joinType);
        int width = Schema.Fields.Count;
        int[] left = [.. columns.Select(name => ColumnOf(this, name, "left"))];
        int[] other = [.. columns.Select(name => ColumnOf(right, name, "right"))];
        var scope = ColumnScope.Both(Scope, right.Scope);
        AttributeExpression At(int column) => new(scope.Schema.Fields[column].Name) { Ordinal = column };
        var condition = left.Zip(other, (l, r) => (SqlExpression)new CallExpression("=", [At(l), At(width + r)])).Aggregate((all, next) => new CallExpression("AND", [all, next]));
        var join = JoinAnalysis.Build(Node, right.Node, type, condition, IsAnsi);
        if (type.IsLeftOnly())
        {
            return new DataFrame(Session, join, Scope.OnlyVisible()).Keep([.. left, .. Enumerable.Range(0, width).Except(left)]);
        }

        // The equal columns of both sides can still be named l.id and r.id.
        var items = new List<(NamedExpression Named, ColumnTag Tag)>();
        for (int i = 0; i < left.Length; i++)
        {
            var (l, r) = (left[i], width + other[i]);
            string name = scope.Schema.Fields[l].Name;
            items.Add(type switch
            {
                JoinType.FullOuter => (new NamedExpression(name, new CallExpression("coalesce", [At(l), At(r)])), new ColumnTag(new object(), name, null)),
                JoinType.RightOuter => Item(r),
                _ => Item(l),
            });
        }

        items.AddRange(Enumerable.Range(0, width).Except(left).Concat(Enumerable.Range(width, scope.Schema.Fields.Count - width).Except(other.Select(column => width + column))).Select(Item));
        int visible = items.Count;
        if (type is JoinType.RightOuter or JoinType.FullOuter)
        {
            items.AddRange(left.Select(Item));
        }

        if (type != JoinType.RightOuter)
        {
            items.AddRange(other.Select(column => Item(width + column)));
        }

        var wide = PlanAnalysis.Project(join, [.. items.Select(item => item.Named)], IsAnsi);
        return Narrow(wide, new ColumnScope(wide.Schema, [.. items.Select(item => item.Tag)], items.Count - visible));

        (NamedExpression, ColumnTag) Item(int column) => (new NamedExpression(scope.Schema.Fields[column].Name, At(column)), scope.Tags[column]);
    }

    /// <summary>All pairs of rows; between streams it needs a condition in a <see cref="Filter(Column)"/> behind it.</summary>
    public DataFrame CrossJoin(DataFrame right) => JoinOn(right, null, "cross");

    internal DataFrame JoinOn(DataFrame right, SqlExpression? condition, string joinType)
    {
        ArgumentNullException.ThrowIfNull(right);
        CheckSession(right);
        var type = JoinTypes.Parse(joinType);
        var scope = ColumnScope.Both(Scope, right.Scope);
        var resolved = condition is null ? null : scope.Resolve(BetweenSides(Session.Udf.Resolve(condition), right), IsAnsi);
        var join = JoinAnalysis.Build(Node, right.Node, type, resolved, IsAnsi);
        return new DataFrame(Session, join, type.IsLeftOnly() ? Scope.OnlyVisible() : new ColumnScope(join.Schema, scope.Tags));
    }

    // df["id"] == df["id"], where df is joined with itself, means one column of each side.
    private SqlExpression BetweenSides(SqlExpression condition, DataFrame right) => ExpressionRewriter.Replace(condition, part =>
    {
        if (part is not CallExpression { Function: "=" or "==" or "<=>", Children: [AttributeExpression { Identity: { } identity } first, AttributeExpression second] } equality || !ReferenceEquals(identity, second.Identity))
        {
            return null;
        }

        int l = IndexOf(Scope, identity);
        int r = IndexOf(right.Scope, identity);
        int width = Schema.Fields.Count;
        return l < 0 || r < 0
            ? null
            : new CallExpression(equality.Function, [new AttributeExpression(first.Parts) { Ordinal = l }, new AttributeExpression(second.Parts) { Ordinal = width + r }]);

        static int IndexOf(ColumnScope scope, object identity)
        {
            var tags = scope.OnlyVisible().Tags;
            for (int i = 0; i < tags.Count; i++)
            {
                if (ReferenceEquals(tags[i].Id, identity))
                {
                    return i;
                }
            }

            return -1;
        }
    });

    private static int ColumnOf(DataFrame frame, string name, string side)
    {
        var fields = frame.Schema.Fields;
        int[] found = [.. Enumerable.Range(0, fields.Count).Where(i => Same(fields[i].Name, name))];
        return found.Length switch
        {
            1 => found[0],
            0 => throw BindErrors.Make(
                "UNRESOLVED_USING_COLUMN_FOR_JOIN",
                $"USING column `{name}` cannot be resolved on the {side} side of the join. The {side}-side columns: [{string.Join(", ", fields.Select(field => $"`{field.Name}`").Order(StringComparer.Ordinal))}].",
                "42703"),
            _ => throw BindErrors.AmbiguousColumn($"`{name}`", found.Select(_ => $"`{name}`")),
        };
    }
}
