namespace Streaming;

/// <summary>What the watermark of a query is for each of its stateful operators: it comes to them through those below.</summary>
internal sealed class WatermarkPropagation
{
    // Inputs before what reads them; computed once, since an epoch asks several times.
    private readonly LogicalNode[] _nodes;
    private readonly int[][] _inputs;
    private readonly int[] _operatorIds;
    private readonly long?[] _outputs;
    private readonly int _operators;

    /// <summary>Creates the propagation.</summary>
    /// <param name="root">The plan.</param>
    /// <param name="operatorIds">Numbers of its stateful operators.</param>
    /// <param name="isOff">Whether every operator has the query's watermark, as Spark's setting <c>spark.sql.streaming.statefulOperator.allowMultiple=false</c> has it.</param>
    public WatermarkPropagation(LogicalNode root, IReadOnlyDictionary<LogicalNode, int> operatorIds, bool isOff = false)
    {
        IsOff = isOff;
        var numbers = PlanText.Number(root);
        _nodes = [.. numbers.OrderBy(entry => entry.Value).Select(entry => entry.Key)];
        _inputs = [.. _nodes.Select(node => node.Inputs.Select(input => numbers[input]).ToArray())];
        _operatorIds = [.. _nodes.Select(node => operatorIds.TryGetValue(node, out int id) ? id : -1)];
        _outputs = new long?[_nodes.Length];
        _operators = operatorIds.Count;
    }

    /// <summary>Whether late rows and finished state go by the same watermark, that of the batch.</summary>
    public bool IsOff { get; }

    /// <summary>Input watermarks by operator id, in milliseconds.</summary>
    /// <param name="watermarkMs">The query's watermark.</param>
    /// <exception cref="StreamingException">A watermark is defined above a watermark; as in Spark that shows once it moves.</exception>
    public long[] Of(long watermarkMs)
    {
        long[] inputs = new long[_operators];
        if (IsOff)
        {
            Array.Fill(inputs, watermarkMs);
            return inputs;
        }

        for (int i = 0; i < _nodes.Length && watermarkMs != 0 && inputs.Length > 0; i++)
        {
            // Inputs without a watermark do not count.
            long? input = null;
            foreach (int below in _inputs[i])
            {
                input = _outputs[below] is { } known && !(input <= known) ? known : input;
            }

            _outputs[i] = Output(i, input, watermarkMs, inputs);
        }

        return inputs;
    }

    private long? Output(int number, long? input, long watermarkMs, long[] inputs)
    {
        switch (_nodes[number])
        {
            case IWatermarkNode when input is not null:
                throw new StreamingException(
                    "_LEGACY_ERROR_TEMP_3076",
                    "Redefining watermark is disallowed. You can set the config 'spark.sql.streaming.statefulOperator.allowMultiple' to 'false' to restore the previous behavior. Note that multiple stateful operators will be disallowed.");
            case IWatermarkNode:
                return watermarkMs;
            case IStatefulNode stateful when _operatorIds[number] >= 0:
                inputs[_operatorIds[number]] = input ?? 0;
                return stateful.OutputWatermark(input ?? 0);
            default:
                return input;
        }
    }
}
