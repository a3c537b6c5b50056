using System.Buffers;
using System.Text;

namespace Streaming.Core.Tests;

/// <summary>The same stateful operator over column batches as over typed ones: it sees encoded keys only.</summary>
public sealed class ColumnAggregateTests
{
    private static readonly (string? Word, long? Number)[] Rows = [("a", 1), ("b", 2), (null, 3), ("a", 4), ("a-key-of-more-than-sixteen-bytes", null), ("a", null)];

    [Fact]
    public void CountByTextColumnGivesTheStateOfTheTypedForm()
    {
        var typed = NewState(new CountAggregator<(string? Word, long? Number)>());
        var batch = new RecordBatch<(string? Word, long? Number)>(16);
        foreach (var row in Rows)
        {
            batch.Add(row, 0, batch.Count);
        }

        typed.Reduce(new TypedKeyedBatch<(string? Word, long? Number), string?>(batch, new KeyEncoder<(string? Word, long? Number), string?>(row => row.Word, Serdes.Utf8!), new StageContext()));

        var columns = NewState(new CountAggregator<int>());
        columns.Reduce(new ColumnKeyedBatch<int>(Columns(), [Columns()["word"]], new ArrayBufferWriter<byte>(), row => row));

        Assert.Equal(StateOf(typed), StateOf(columns));
        Assert.Equal([3L, 1, 1, 1], Enumerable.Range(0, columns.Table.Count).Select(columns.Result));
    }

    [Fact]
    public void ReduceOverAnIntegerColumn()
    {
        var batch = Columns();
        var numbers = (Int64Column)batch["number"];
        var state = NewState<long?, Optional<long?>, long?, ReduceAggregator<long?>>(new ReduceAggregator<long?>((x, y) => x is null ? y : y is null ? x : x + y, Serdes.Default<long?>()));
        state.Reduce(new ColumnKeyedBatch<long?>(batch, [batch["word"]], new ArrayBufferWriter<byte>(), row => numbers.IsNull(row) ? null : numbers.Values[row]));
        Assert.Equal([5L, 2L, 3L, null], Enumerable.Range(0, state.Table.Count).Select(state.Result));
    }

    [Fact]
    public void SeveralKeyColumnsWithNullsStayApart()
    {
        var batch = Columns();
        var state = NewState(new CountAggregator<int>());
        state.Reduce(new ColumnKeyedBatch<int>(batch, [batch["word"], batch["number"]], new ArrayBufferWriter<byte>(), row => row));
        Assert.Equal(Rows.Length, state.Table.Count);
        state.Reduce(new ColumnKeyedBatch<int>(batch, [batch["word"], batch["number"]], new ArrayBufferWriter<byte>(), row => row));
        Assert.Equal(Rows.Length, state.Table.Count);
        Assert.All(Enumerable.Range(0, state.Table.Count), index => Assert.Equal(2, state.Result(index)));
    }

    private static ColumnBatch Columns()
    {
        var batch = new ColumnBatch(16) { Count = Rows.Length };
        var words = new Utf8Column(16);
        var numbers = new Int64Column(16);
        for (int i = 0; i < Rows.Length; i++)
        {
            if (Rows[i].Word is { } word)
            {
                words.Set(i, Encoding.UTF8.GetBytes(word));
            }
            else
            {
                words.SetNull(i);
            }

            numbers.Values[i] = Rows[i].Number ?? 0;
            numbers.Nulls[i] = Rows[i].Number is null;
        }

        batch.Add("word", words);
        batch.Add("number", numbers);
        return batch;
    }

    private static AggregateState<TIn, long, long, CountAggregator<TIn>> NewState<TIn>(CountAggregator<TIn> aggregator) => new(0, aggregator, new StatePartitioner(5, 1));

    private static AggregateState<TIn, TBuffer, TOut, TAggregator> NewState<TIn, TBuffer, TOut, TAggregator>(TAggregator aggregator)
        where TAggregator : struct, IAggregator<TIn, TBuffer, TOut> => new(0, aggregator, new StatePartitioner(5, 1));

    private static List<string> StateOf(IStatefulOperator state)
    {
        var changes = new StateChanges();
        state.CollectChanges(changes);
        changes.Sort();
        return [.. Enumerable.Range(0, changes.Count).Select(i => $"{Convert.ToHexString(changes.Key(i))}={Convert.ToHexString(changes.Value(i))}")];
    }
}
