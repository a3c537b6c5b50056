using System.Text;

namespace Streaming;

/// <summary>Values of expressions that stand on no column.</summary>
internal static class Constants
{
    private static readonly RowBatch OneRow = new(new StructType(), [], 1) { Count = 1 };

    /// <summary>The one value of a constant expression as a vector of one row; null where it depends on a column.</summary>
    public static ColumnVector? Evaluate(BoundExpression expression) =>
        IsConstant(expression) ? expression.Compile().Evaluate(OneRow, RowSet.All(1), new EvaluationContext()) : null;

    public static string? Text(BoundExpression expression, Func<StreamingException> notConstant)
    {
        if (Evaluate(expression) is not { } value || (value is not BytesVector && expression.Type != DataTypes.Null))
        {
            throw notConstant();
        }

        return value.IsNull(0) ? null : Encoding.UTF8.GetString(((BytesVector)value).Value(0));
    }

    /// <summary>Value of a constant int argument; null for NULL.</summary>
    public static int? Int(BoundExpression expression, Func<StreamingException> notConstant)
    {
        if (Evaluate(expression) is not { } value)
        {
            throw notConstant();
        }

        return value.IsNull(0) ? null : value is FixedVector<int> ints ? ints.Values[0] : throw notConstant();
    }

    public static bool IsConstant(BoundExpression expression) =>
        expression.IsDeterministic && expression is not (BoundColumn or BoundLambda) && expression.Children.All(IsConstant);
}
