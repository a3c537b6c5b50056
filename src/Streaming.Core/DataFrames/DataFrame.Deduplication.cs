namespace Streaming;

/// <content>Rows that came before.</content>
public sealed partial class DataFrame
{
    /// <summary>Each row once.</summary>
    public DataFrame Distinct() => DropDuplicates();

    /// <summary>The first row for each value of some columns; none: of all columns.</summary>
    /// <remarks>On a stream every value is kept in state, for ever unless the event-time column is among the columns: then until the watermark has passed it.</remarks>
    /// <exception cref="StreamingException"><c>UNRESOLVED_COLUMN_AMONG_FIELD_NAMES</c>: there is no such column.</exception>
    public DataFrame DropDuplicates(params string[] columns) => Deduplicate(columns, isWithinWatermark: false);

    /// <summary>The first row for each value of some columns (none: of all), where a value is forgotten when the watermark has passed its first row by the delay of the watermark.</summary>
    /// <remarks>Duplicates whose event times are no further apart than the delay are dropped for sure; the event time need not be among the columns.</remarks>
    /// <exception cref="StreamingException"><c>UNRESOLVED_COLUMN_AMONG_FIELD_NAMES</c>: there is no such column.</exception>
    public DataFrame DropDuplicatesWithinWatermark(params string[] columns) => Deduplicate(columns, isWithinWatermark: true);

    /// <summary>DISTINCT of SQL: on a stream an aggregation without aggregates.</summary>
    internal DataFrame SqlDistinct()
    {
        CheckNoMap();
        return With(AggregateNode.Distinct(Node));
    }

    private void CheckNoMap()
    {
        if (Schema.Fields.FirstOrDefault(column => HasMap(column.Type)) is { } map)
        {
            throw PlanErrors.MapInSetOperation(map);
        }
    }

    private DataFrame Deduplicate(string[] columns, bool isWithinWatermark)
    {
        ArgumentNullException.ThrowIfNull(columns);
        var keys = columns.Length == 0 ? [.. Enumerable.Range(0, Schema.Fields.Count)] : columns.SelectMany(PlacesOf).Distinct().ToList();
        if (keys.Select(key => Schema.Fields[key]).FirstOrDefault(field => HasMap(field.Type)) is { } field)
        {
            throw PlanErrors.MapInSetOperation(field);
        }

        return With(new DeduplicateNode(Node, keys, isWithinWatermark));
    }

    // As in Spark a name stands for all columns that are called so.
    private IEnumerable<int> PlacesOf(string name)
    {
        var places = Schema.Fields.Index().Where(field => Same(field.Item.Name, name)).Select(field => field.Index).ToList();
        return places.Count > 0 ? places : throw new StreamingException(
            "UNRESOLVED_COLUMN_AMONG_FIELD_NAMES",
            $"[UNRESOLVED_COLUMN_AMONG_FIELD_NAMES] Cannot resolve column name \"{name}\" among ({string.Join(", ", Columns)}). SQLSTATE: 42703")
        { SqlState = "42703" };
    }

    private static bool HasMap(DataType type) => type switch
    {
        MapType => true,
        ArrayType array => HasMap(array.ElementType),
        StructType structure => structure.Fields.Any(field => HasMap(field.Type)),
        _ => false,
    };
}
