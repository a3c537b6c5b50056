namespace Streaming;

/// <summary>What the watermark of a query is for each of its stateful operators: it comes to them through those below.</summary>
/// <param name="root">The plan.</param>
/// <param name="operatorIds">Numbers of its stateful operators.</param>
/// <param name="isOff">Whether every operator has the query's watermark, as Spark's setting <c>spark.sql.streaming.statefulOperator.allowMultiple=false</c> has it.</param>
internal sealed class WatermarkPropagation(LogicalNode root, IReadOnlyDictionary<LogicalNode, int> operatorIds, bool isOff = false)
{
    /// <summary>Whether late rows and finished state go by the same watermark, that of the batch.</summary>
    public bool IsOff => isOff;

    /// <summary>Input watermarks by operator id, in milliseconds.</summary>
    /// <param name="watermarkMs">The query's watermark.</param>
    /// <exception cref="StreamingException">A watermark is defined above a watermark; as in Spark that shows once it moves.</exception>
    public long[] Of(long watermarkMs)
    {
        long[] inputs = new long[operatorIds.Count];
        if (isOff)
        {
            Array.Fill(inputs, watermarkMs);
            return inputs;
        }

        if (watermarkMs != 0 && inputs.Length > 0)
        {
            var outputs = new Dictionary<LogicalNode, long?>(ReferenceEqualityComparer.Instance);
            foreach (var (node, _) in PlanText.Number(root).OrderBy(entry => entry.Value))
            {
                outputs[node] = Output(node, outputs, watermarkMs, inputs);
            }
        }

        return inputs;
    }

    private long? Output(LogicalNode node, Dictionary<LogicalNode, long?> outputs, long watermarkMs, long[] inputs)
    {
        long? input = node.Inputs.Select(child => outputs[child]).Min(); // those without a watermark do not count
        switch (node)
        {
            case IWatermarkNode when input is not null:
                throw new StreamingException(
                    "_LEGACY_ERROR_TEMP_3076",
                    "Redefining watermark is disallowed. You can set the config 'spark.sql.streaming.statefulOperator.allowMultiple' to 'false' to restore the previous behavior. Note that multiple stateful operators will be disallowed.");
            case IWatermarkNode:
                return watermarkMs;
            case IStatefulNode stateful when operatorIds.TryGetValue(node, out int id):
                inputs[id] = input ?? 0;
                return stateful.OutputWatermark(input ?? 0);
            default:
                return input;
        }
    }
}
