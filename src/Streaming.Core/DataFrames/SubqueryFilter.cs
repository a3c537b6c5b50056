namespace Streaming;

/// <summary>Conditions with <c>IN (SELECT ...)</c>: joins that keep the rows with a partner.</summary>
internal static class SubqueryFilter
{
    private const string Hidden = "\u0001in";

    public static DataFrame Apply(DataFrame frame, SqlExpression condition)
    {
        // The other conditions first: fewer rows to join.
        var parts = Parts(condition).ToList();
        foreach (var part in parts.Where(part => !HasSubquery(part)))
        {
            frame = frame.Filter(new Column(part));
        }

        foreach (var part in parts.Where(HasSubquery))
        {
            if (part is not InSubqueryExpression subquery)
            {
                throw SqlErrors.Unsupported("A subquery that is negated or inside another condition");
            }

            var table = new SqlQueryBuilder(frame.Session).Build(subquery.Query);
            if (table.Schema.Fields.Count != 1)
            {
                throw BindErrors.Mismatch("IN_SUBQUERY_LENGTH_MISMATCH", part, $"The number of columns in the left hand side of an IN subquery does not match the number of columns in the output of subquery. Left hand side columns(length: 1): [\"{subquery.Value.Sql}\"], right hand side columns(length: {table.Schema.Fields.Count}): [{string.Join(", ", table.Columns.Select(name => $"\"{name}\""))}].");
            }

            frame = frame.JoinOn(table.ToDF(Hidden), new CallExpression("=", [subquery.Value, new AttributeExpression(Hidden)]), "left_semi");
        }

        return frame;
    }

    private static bool HasSubquery(SqlExpression part) => ExpressionRewriter.Any(part, inner => inner is InSubqueryExpression);

    private static IEnumerable<SqlExpression> Parts(SqlExpression condition) =>
        condition is CallExpression { Function: "AND", Children: [var left, var right] } ? Parts(left).Concat(Parts(right)) : [condition];
}
