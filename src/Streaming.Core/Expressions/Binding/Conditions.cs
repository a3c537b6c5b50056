namespace Streaming;

/// <summary>CASE and if.</summary>
internal static class Conditions
{
    public static BoundExpression BindCase(CaseExpression expression, Binder binder)
    {
        int pairs = expression.Children.Count / 2;
        var conditions = Enumerable.Range(0, pairs).Select(i => binder.Bind(expression.Children[2 * i])).ToArray();
        for (int i = 0; i < conditions.Length; i++)
        {
            if (!conditions[i].Type.IsBoolean() && !conditions[i].Type.IsNull())
            {
                throw BindErrors.UnexpectedInput(expression, 2 * i, "\"BOOLEAN\"", expression.Children[2 * i], conditions[i].Type);
            }
        }

        var values = Enumerable.Range(0, pairs).Select(i => binder.Bind(expression.Children[(2 * i) + 1])).ToArray();
        return Make(expression, binder, conditions, values, expression.HasElse ? binder.Bind(expression.Children[^1]) : null, "casewhen");
    }

    public static BoundExpression Make(SqlExpression written, Binder binder, BoundExpression[] conditions, BoundExpression[] values, BoundExpression? otherwise, string name)
    {
        var all = otherwise is null ? values : [.. values, otherwise];
        var types = all.Select(value => value.Type).ToArray();
        var common = types.All(type => type.SameType(types[0])) && types.All(type => type == types[0])
            ? types[0]
            : TypeCoercion.CommonType(types, binder.IsAnsi) ?? throw BindErrors.DifferentTypes(written, name, types);
        BoundExpression[] children =
        [
            .. conditions.Select(condition => binder.Convert(condition, DataTypes.Boolean)),
            .. all.Select(value => binder.Convert(value, common)),
        ];
        int count = conditions.Length;
        return new BoundCall(common, otherwise is null || all.Any(value => value.Nullable), children, kernels =>
            new CaseKernel(kernels[..count], kernels[count..(2 * count)], otherwise is null ? null : kernels[^1], common));
    }
}
