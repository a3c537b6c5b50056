namespace Streaming;

/// <summary>Compares the state that a checkpoint has with what a query would make of it.</summary>
internal static class StateSchemaCheck
{
    /// <summary>The error with which a query must not go on from a checkpoint; null where it may.</summary>
    /// <param name="old">What the checkpoint says.</param>
    /// <param name="now">What the query has.</param>
    /// <param name="checksSchemas">Whether keys and values are compared, too (<c>stateSchemaCheck</c>).</param>
    public static StreamingException? Find(StateMetadata old, StateMetadata now, bool checksSchemas)
    {
        if (!old.Operators.Select(item => (item.Id, item.Name)).SequenceEqual(now.Operators.Select(item => (item.Id, item.Name))))
        {
            return OtherOperators(old, now);
        }

        foreach (var (before, after) in old.Operators.Zip(now.Operators))
        {
            foreach (var store in before.Stores)
            {
                if (after.Stores.FirstOrDefault(other => other.Number == store.Number) is not { } found || found.Schema.Name != store.Schema.Name)
                {
                    return OtherStores(before, after);
                }

                if (store.Schema.WindowLength != found.Schema.WindowLength)
                {
                    // Whatever is checked: windows of another length would be read wrongly.
                    return OtherWindows(before, store.Schema.WindowLength, found.Schema.WindowLength);
                }

                if (checksSchemas && !StateSchemaText.IsCompatible(store.Schema.Key, found.Schema.Key))
                {
                    return OtherSchema("KEY", store.Schema.Key, found.Schema.Key);
                }

                if (checksSchemas && !StateSchemaText.IsCompatible(store.Schema.Value, found.Schema.Value))
                {
                    return OtherSchema("VALUE", store.Schema.Value, found.Schema.Value);
                }
            }
        }

        return null;
    }

    private static StreamingException OtherOperators(StateMetadata old, StateMetadata now)
    {
        return new StreamingException(
            "STREAMING_STATEFUL_OPERATOR_NOT_MATCH_IN_STATE_METADATA",
            "[STREAMING_STATEFUL_OPERATOR_NOT_MATCH_IN_STATE_METADATA] Streaming stateful operator name does not match with the operator in state metadata. "
            + "This likely to happen when user adds/removes/changes stateful operator of existing streaming query.\n"
            + $"Stateful operators in the metadata: [{Show(old)}]; Stateful operators in current batch: [{Show(now)}]. SQLSTATE: 42K03")
        { SqlState = "42K03" };

        static string Show(StateMetadata metadata) => string.Join(", ", metadata.Operators.Select(item => $"(OperatorId: {item.Id} -> OperatorName: {item.Name})"));
    }

    private static StreamingException OtherStores(StateMetadata.Operator before, StateMetadata.Operator after)
    {
        return new StreamingException(
            "STATE_STORE_STORES_CHANGED",
            $"The operator {before.Id} ({before.Name}) has the stores {Show(before)} in the checkpoint, and {Show(after)} in this query. Stores may be added after those that are there, not removed or changed: start with a new checkpointLocation.");

        static string Show(StateMetadata.Operator item) => string.Join(", ", item.Stores.Select(store => $"{store.Number}: '{store.Schema.Name}'"));
    }

    private static StreamingException OtherWindows(StateMetadata.Operator item, long old, long now)
    {
        return new StreamingException(
            "STATE_STORE_WINDOWS_CHANGED",
            $"The operator {item.Id} ({item.Name}) has state of windows of {Show(old)} in the checkpoint, and windows of {Show(now)} in this query. Start with a new checkpointLocation.");

        static string Show(long microseconds) => microseconds == 0 ? "no fixed length" : TimeSpan.FromMicroseconds(microseconds).ToString();
    }

    private static StreamingException OtherSchema(string what, string old, string now)
    {
        string condition = $"STATE_STORE_{what}_SCHEMA_NOT_COMPATIBLE";
        string name = what.ToLowerInvariant();
        return new StreamingException(
            condition,
            $"[{condition}] Provided {name} schema does not match existing state {name} schema.\nPlease check number and type of fields.\n"
            + $"Existing {name}_schema={StateSchemaText.Show(old)} and new {name}_schema={StateSchemaText.Show(now)}.\n"
            + "If you want to force running the query without schema validation, please set spark.sql.streaming.stateStore.stateSchemaCheck to false.\n"
            + "However, please note that running the query with incompatible schema could cause non-deterministic behavior. SQLSTATE: XXKST")
        { SqlState = "XXKST" };
    }
}
