namespace Streaming;

/// <content>Functions over the rows of a group.</content>
public static partial class Functions
{
    /// <summary>Number of rows where the value is not NULL; <c>Count("*")</c> counts all.</summary>
    public static Column Count(Column column) => Call("count", column);

    /// <summary>Number of rows where the value is not NULL; <c>Count("*")</c> counts all.</summary>
    public static Column Count(string columnName) => Count(Col(columnName));

    /// <summary>Number of rows where the condition is true.</summary>
    public static Column CountIf(Column column) => Call("count_if", column);

    /// <summary>Sum; NULL without values.</summary>
    public static Column Sum(Column column) => Call("sum", column);

    /// <summary>Sum; NULL without values.</summary>
    public static Column Sum(string columnName) => Sum(Col(columnName));

    /// <summary>Sum; NULL where it overflows.</summary>
    public static Column TrySum(Column column) => Call("try_sum", column);

    /// <summary>Mean; NULL without values.</summary>
    public static Column Avg(Column column) => Call("avg", column);

    /// <summary>Mean; NULL without values.</summary>
    public static Column Avg(string columnName) => Avg(Col(columnName));

    /// <summary>Mean; NULL without values.</summary>
    public static Column Mean(Column column) => Call("avg", column);

    /// <summary>Mean; NULL without values.</summary>
    public static Column Mean(string columnName) => Mean(Col(columnName));

    /// <summary>Mean; NULL where it overflows.</summary>
    public static Column TryAvg(Column column) => Call("try_avg", column);

    /// <summary>Smallest value.</summary>
    public static Column Min(Column column) => Call("min", column);

    /// <summary>Smallest value.</summary>
    public static Column Min(string columnName) => Min(Col(columnName));

    /// <summary>Largest value.</summary>
    public static Column Max(Column column) => Call("max", column);

    /// <summary>Largest value.</summary>
    public static Column Max(string columnName) => Max(Col(columnName));

    /// <summary>First value.</summary>
    public static Column First(Column column) => Call("first", column);

    /// <summary>First value.</summary>
    public static Column First(string columnName) => First(Col(columnName));

    /// <summary>Last value.</summary>
    public static Column Last(Column column) => Call("last", column);

    /// <summary>Last value.</summary>
    public static Column Last(string columnName) => Last(Col(columnName));

    /// <summary>Some value.</summary>
    public static Column AnyValue(Column column) => Call("any_value", column);

    /// <summary>All values that are not NULL, as an array.</summary>
    public static Column CollectList(Column column) => Call("collect_list", column);

    /// <summary>All values that are not NULL, as an array.</summary>
    public static Column CollectList(string columnName) => CollectList(Col(columnName));

    /// <summary>The different values that are not NULL, as an array.</summary>
    public static Column CollectSet(Column column) => Call("collect_set", column);

    /// <summary>The different values that are not NULL, as an array.</summary>
    public static Column CollectSet(string columnName) => CollectSet(Col(columnName));

    /// <summary>True where no value is false.</summary>
    public static Column BoolAnd(Column column) => Call("bool_and", column);

    /// <summary>True where a value is true.</summary>
    public static Column BoolOr(Column column) => Call("bool_or", column);

    /// <summary>About how many different values there are.</summary>
    public static Column ApproxCountDistinct(Column column) => Call("approx_count_distinct", column);

    /// <summary>About how many different values there are.</summary>
    public static Column ApproxCountDistinct(string columnName) => ApproxCountDistinct(Col(columnName));

    /// <summary>Standard deviation of a sample.</summary>
    public static Column StdDev(Column column) => Call("stddev", column);

    /// <summary>Standard deviation of a sample.</summary>
    public static Column StdDev(string columnName) => StdDev(Col(columnName));

    /// <summary>Standard deviation of all.</summary>
    public static Column StdDevPop(Column column) => Call("stddev_pop", column);

    /// <summary>Standard deviation of all.</summary>
    public static Column StdDevPop(string columnName) => StdDevPop(Col(columnName));

    /// <summary>Variance of a sample.</summary>
    public static Column Variance(Column column) => Call("variance", column);

    /// <summary>Variance of a sample.</summary>
    public static Column Variance(string columnName) => Variance(Col(columnName));

    /// <summary>Variance of all.</summary>
    public static Column VarPop(Column column) => Call("var_pop", column);

    /// <summary>Variance of all.</summary>
    public static Column VarPop(string columnName) => VarPop(Col(columnName));

    /// <summary>The first value where the second is largest.</summary>
    public static Column MaxBy(Column column, Column other) => Call("max_by", column, other);

    /// <summary>The first value where the second is smallest.</summary>
    public static Column MinBy(Column column, Column other) => Call("min_by", column, other);
}
