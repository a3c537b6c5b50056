using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Streaming;

/// <summary>What a worker has observed in an epoch: aggregates of one group, and how they become the metrics of the progress.</summary>
internal sealed class Observation : IObservation
{
    private readonly StructType _aggregates;
    private readonly EvaluationContext _evaluation;
    private readonly (string Name, Kernel Kernel)[] _results;
    private readonly JsonRowWriter _json = new(new JsonOptions());

    public Observation(string name, IReadOnlyList<BoundAggregate> aggregates, StructType schema, IEnumerable<(string Name, BoundExpression Result)> results, EvaluationContext evaluation)
    {
        Name = name;
        Holder = new AggregateHolder(aggregates);
        _aggregates = schema;
        _evaluation = evaluation;
        _results = [.. results.Select(result => (result.Name, result.Result.Compile()))];
    }

    public string Name { get; }

    public AggregateHolder Holder { get; }

    /// <summary>Begins an epoch: the group is there also without rows.</summary>
    public void Reset()
    {
        Holder.Set.Clear();
        Holder.Set.Add();
    }

    /// <summary>All rows of a batch are of the one group.</summary>
    public void Group(RowKeyedBatch batch)
    {
        for (int i = 0; i < batch.Count; i++)
        {
            Holder.Set.SetGroup(batch.Value(i), 0);
        }
    }

    /// <summary>Takes over what another worker has observed.</summary>
    public void Merge(IObservation other) => Holder.Set.Merge(0, ((Observation)other).Holder.Set, 0);

    /// <summary>The metrics as a JSON object.</summary>
    public string ToJson()
    {
        var row = RowBatch.Create(_aggregates, 1);
        for (int i = 0; i < row.Columns.Length; i++)
        {
            Holder.Set.Accumulators[i].Finish(0, row.Columns[i]);
        }

        row.Count = 1;
        var text = new StringBuilder("{");
        foreach (var (name, kernel) in _results)
        {
            var value = _json.Write(kernel.Evaluate(row, RowSet.All(1), _evaluation), 0, _evaluation);
            text.Append(text.Length > 1 ? "," : "").Append('"').Append(JsonEncodedText.Encode(name, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).Value).Append("\":").Append(Encoding.UTF8.GetString(value));
        }

        return text.Append('}').ToString();
    }
}
