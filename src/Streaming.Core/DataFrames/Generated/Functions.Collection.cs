namespace Streaming;

/// <content>Functions of the category collection. Made by FunctionListTests from the registry: change it there.</content>
public static partial class Functions
{
    /// <summary>With a value at the end.</summary>
    public static Column ArrayAppend(object? first, object? second) => Call("array_append", first, second);

    /// <summary>Without NULLs.</summary>
    public static Column ArrayCompact(object? first) => Call("array_compact", first);

    /// <summary>Values of the first that are not in the second, each once.</summary>
    public static Column ArrayExcept(object? first, object? second) => Call("array_except", first, second);

    /// <summary>With a value at a position.</summary>
    public static Column ArrayInsert(object? first, object? second, object? third) => Call("array_insert", first, second, third);

    /// <summary>Values that are in both, each once.</summary>
    public static Column ArrayIntersect(object? first, object? second) => Call("array_intersect", first, second);

    /// <summary>1-based position of a value, 0 where it is not there.</summary>
    public static Column ArrayPosition(object? first, object? second) => Call("array_position", first, second);

    /// <summary>With a value at the start.</summary>
    public static Column ArrayPrepend(object? first, object? second) => Call("array_prepend", first, second);

    /// <summary>Without a value.</summary>
    public static Column ArrayRemove(object? first, object? second) => Call("array_remove", first, second);

    /// <summary>A value several times.</summary>
    public static Column ArrayRepeat(object? first, object? second) => Call("array_repeat", first, second);

    /// <summary>Number of elements.</summary>
    public static Column ArraySize(object? first) => Call("array_size", first);

    /// <summary>Values of both, each once.</summary>
    public static Column ArrayUnion(object? first, object? second) => Call("array_union", first, second);

    /// <summary>Whether two arrays share a value.</summary>
    public static Column ArraysOverlap(object? first, object? second) => Call("arrays_overlap", first, second);

    /// <summary>Structs of the elements at each place of some arrays; shorter ones are filled up with NULL.</summary>
    public static Column ArraysZip(params object?[] arguments) => Call("arrays_zip", arguments);

    /// <summary>Number of elements or entries; NULL for NULL.</summary>
    public static Column Cardinality(object? first) => Call("cardinality", first);

    /// <summary>Element at a 0-based position, NULL outside.</summary>
    public static Column Get(object? first, object? second) => Call("get", first, second);

    /// <summary>A map of keys and values in turn.</summary>
    public static Column Map(params object?[] arguments) => Call("map", arguments);

    /// <summary>Maps as one; a key may come once only.</summary>
    public static Column MapConcat(params object?[] arguments) => Call("map_concat", arguments);

    /// <summary>Whether a key is in a map.</summary>
    public static Column MapContainsKey(object? first, object? second) => Call("map_contains_key", first, second);

    /// <summary>Entries of a map as structs.</summary>
    public static Column MapEntries(object? first) => Call("map_entries", first);

    /// <summary>A map of an array of keys and one of values.</summary>
    public static Column MapFromArrays(object? first, object? second) => Call("map_from_arrays", first, second);

    /// <summary>A map of structs of two fields.</summary>
    public static Column MapFromEntries(object? first) => Call("map_from_entries", first);

    /// <summary>A struct of names and values in turn.</summary>
    public static Column NamedStruct(params object?[] arguments) => Call("named_struct", arguments);

    /// <summary>Numbers, days or times from one to another in steps.</summary>
    public static Column Sequence(params object?[] arguments) => Call("sequence", arguments);

    /// <summary>An array in a random order.</summary>
    public static Column Shuffle(params object?[] arguments) => Call("shuffle", arguments);

    /// <summary>Part of an array.</summary>
    public static Column Slice(object? first, object? second, object? third) => Call("slice", first, second, third);

    /// <summary>A map of a text, by the delimiters of pairs and of key and value.</summary>
    public static Column StrToMap(params object?[] arguments) => Call("str_to_map", arguments);

    /// <summary>Element at a 1-based position (from the end where negative), or value of a key.</summary>
    public static Column TryElementAt(object? first, object? second) => Call("try_element_at", first, second);
}
