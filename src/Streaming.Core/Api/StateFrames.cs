using System.Globalization;

namespace Streaming;

/// <summary>The formats <c>statestore</c> and <c>state-metadata</c>: the state of a checkpoint as rows.</summary>
internal static class StateFrames
{
    private static readonly string[] s_options = ["path", "batchId", "operatorId", "storeName", "partition", "differenceFromBatchId"];

    private static readonly StructType s_metadata = new StructType()
        .Add("operatorId", DataTypes.Long, nullable: false).Add("operatorName", DataTypes.String, nullable: false).Add("stateStoreName", DataTypes.String, nullable: false)
        .Add("numPartitions", DataTypes.Integer, nullable: false).Add("minBatchId", DataTypes.Long, nullable: false).Add("maxBatchId", DataTypes.Long, nullable: false)
        .Add("keySchema", DataTypes.String, nullable: false).Add("valueSchema", DataTypes.String, nullable: false);

    public static bool IsFormat(string format) => Is(format, "statestore") || Is(format, "state-metadata");

    public static DataFrame Load(StreamingSession session, string format, IReadOnlyDictionary<string, string> options, string[] paths)
    {
        if (options.Keys.FirstOrDefault(name => !s_options.Contains(name, StringComparer.OrdinalIgnoreCase)) is { } unknown)
        {
            throw new StreamingException("UNKNOWN_OPTION", $"The format {format} has no option '{unknown}'. Its options: {string.Join(", ", s_options)}.");
        }

        string? path = paths.Length == 1 ? paths[0] : paths.Length == 0 ? options.GetValueOrDefault("path") : null;
        if (path is null)
        {
            throw new StreamingException(
                "STDS_REQUIRED_OPTION_UNSPECIFIED",
                "[STDS_REQUIRED_OPTION_UNSPECIFIED] 'path' must be specified: the checkpoint location whose state is to be read, and only one. SQLSTATE: 42601")
            { SqlState = "42601" };
        }

        var reader = StateReader.Open(path);
        return Is(format, "state-metadata") ? Metadata(session, reader) : Entries(session, reader, options);
    }

    private static DataFrame Metadata(StreamingSession session, StateReader reader)
    {
        long minimum = reader.MinBatchId ?? -1;
        long maximum = reader.MaxBatchId ?? -1;
        return session.CreateDataFrame(
            from item in reader.Operators
            from store in item.Stores
            select (IReadOnlyList<object?>)[(long)item.OperatorId, item.OperatorName, store.Name, item.NumPartitions, minimum, maximum, store.KeySchema, store.ValueSchema],
            s_metadata);
    }

    private static DataFrame Entries(StreamingSession session, StateReader reader, IReadOnlyDictionary<string, string> options)
    {
        var wanted = new StateReadOptions
        {
            BatchId = Number("batchId"),
            OperatorId = (int)(Number("operatorId") ?? 0),
            StoreName = options.GetValueOrDefault("storeName"),
            Partition = (int?)Number("partition"),
        };
        var (keySchema, valueSchema) = reader.SchemaOf(wanted);
        DataType keyType = keySchema is null ? DataTypes.Binary : keySchema;
        DataType valueType = valueSchema is null ? DataTypes.Binary : valueSchema;
        if (Number("differenceFromBatchId") is { } from)
        {
            var schema = new StructType().Add("change_type", DataTypes.String, nullable: false).Add("key", keyType).Add("old_value", valueType).Add("value", valueType).Add("partition_id", DataTypes.Integer, nullable: false);
            long to = wanted.BatchId ?? reader.MaxBatchId ?? 0;
            return session.CreateDataFrame(
                reader.Difference(from, to, wanted).Select(change => (IReadOnlyList<object?>)
                    [change.Kind, KeyOf((change.After ?? change.Before)!), ValueOf(change.Before), ValueOf(change.After), (change.After ?? change.Before)!.Partition]),
                schema);
        }

        return session.CreateDataFrame(
            reader.Read(wanted).Select(entry => (IReadOnlyList<object?>)[KeyOf(entry), ValueOf(entry), entry.Partition]),
            new StructType().Add("key", keyType).Add("value", valueType).Add("partition_id", DataTypes.Integer, nullable: false));

        long? Number(string name) => options.GetValueOrDefault(name) is not { } text ? null
            : long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value) && value is >= 0 and <= int.MaxValue ? value
            : throw new StreamingException(
                "STDS_INVALID_OPTION_VALUE.IS_NEGATIVE",
                $"[STDS_INVALID_OPTION_VALUE.IS_NEGATIVE] Invalid value for source option '{name}': {text}; it must be a number that is not negative. SQLSTATE: 42616") { SqlState = "42616" };

        static object? KeyOf(StateEntry entry) => entry.Key ?? (entry.IsNullKey ? null : (object)entry.KeyBytes.ToArray());

        static object? ValueOf(StateEntry? entry) => entry is null ? null : entry.Value ?? (object)entry.ValueBytes.ToArray();
    }

    private static bool Is(string format, string name) => format.Equals(name, StringComparison.OrdinalIgnoreCase);
}
