namespace Streaming;

/// <content>Functions of arrays, maps, structs and NULL.</content>
public static partial class Functions
{
    /// <summary>A row for each element of an array or entry of a map.</summary>
    public static Column Explode(Column column) => Call("explode", column);

    /// <summary>As Explode, and one row of NULL where there is no element.</summary>
    public static Column ExplodeOuter(Column column) => Call("explode_outer", column);

    /// <summary>As Explode, with the number of the element.</summary>
    public static Column PosExplode(Column column) => Call("posexplode", column);

    /// <summary>As ExplodeOuter, with the number of the element.</summary>
    public static Column PosExplodeOuter(Column column) => Call("posexplode_outer", column);

    /// <summary>Values as an array.</summary>
    public static Column Array(params object?[] columns) => Call("array", columns);

    /// <summary>Columns as a struct.</summary>
    public static Column Struct(params object?[] columns) => Call("struct", columns);

    /// <summary>Keys and values in turn as a map.</summary>
    public static Column CreateMap(params object?[] columns) => Call("map", columns);

    /// <summary>Number of elements.</summary>
    public static Column Size(Column column) => Call("size", column);

    /// <summary>Whether an array has an element.</summary>
    public static Column ArrayContains(Column column, object argument) => Call("array_contains", column, argument);

    /// <summary>Each element once.</summary>
    public static Column ArrayDistinct(Column column) => Call("array_distinct", column);

    /// <summary>Smallest element.</summary>
    public static Column ArrayMin(Column column) => Call("array_min", column);

    /// <summary>Largest element.</summary>
    public static Column ArrayMax(Column column) => Call("array_max", column);

    /// <summary>Elements as one text with a delimiter.</summary>
    public static Column ArrayJoin(Column column, object argument) => Call("array_join", column, argument);

    /// <summary>Elements in order.</summary>
    public static Column SortArray(Column column) => Call("sort_array", column);

    /// <summary>Element from 1, or value of a key.</summary>
    public static Column ElementAt(Column column, object argument) => Call("element_at", column, argument);

    /// <summary>Arrays of an array one after another.</summary>
    public static Column Flatten(Column column) => Call("flatten", column);

    /// <summary>The keys.</summary>
    public static Column MapKeys(Column column) => Call("map_keys", column);

    /// <summary>The values.</summary>
    public static Column MapValues(Column column) => Call("map_values", column);

    /// <summary>A part of a JSON text by path.</summary>
    public static Column GetJsonObject(Column column, object argument) => Call("get_json_object", column, argument);

    /// <summary>As JSON text.</summary>
    public static Column ToJson(Column column) => Call("to_json", column);

    /// <summary>The first value that is not NULL.</summary>
    public static Column Coalesce(params object?[] columns) => Call("coalesce", columns);

    /// <summary>True for NULL.</summary>
    public static Column IsNull(Column column) => Call("isnull", column);

    /// <summary>True for NaN.</summary>
    public static Column IsNaN(Column column) => Call("isnan", column);

    /// <summary>The second where the first is NaN.</summary>
    public static Column NanVl(Column column, Column other) => Call("nanvl", column, other);

    /// <summary>NULL where both are equal.</summary>
    public static Column NullIf(Column column, Column other) => Call("nullif", column, other);

    /// <summary>The second where the first is NULL.</summary>
    public static Column Nvl(Column column, Column other) => Call("nvl", column, other);
}
