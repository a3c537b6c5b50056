namespace Streaming.Core.Tests;

/// <summary>The same stateful operator over column batches as over typed ones: it sees encoded keys only.</summary>
public sealed class ColumnAggregateTests
{
    private static readonly (string? Word, long? Number)[] Rows = [("a", 1), ("b", 2), (null, 3), ("a", 4), ("a-key-of-more-than-sixteen-bytes", null), ("a", null)];

    private static readonly StructType Schema = new(new StructField("word", DataTypes.String), new StructField("number", DataTypes.Long));

    private static readonly StateStoreSchema Types = new("aggregates", "key", "value");

    [Fact]
    public void CountByTextColumnGivesTheKeysOfTheTypedForm()
    {
        var typed = new AggregateState<(string? Word, long? Number), long, long, CountAggregator<(string? Word, long? Number)>>(NewOperator(), default, Types);
        var batch = new RecordBatch<(string? Word, long? Number)>(16);
        foreach (var row in Rows)
        {
            batch.Add(row, 0, batch.Count);
        }

        typed.Reduce(new TypedKeyedBatch<(string? Word, long? Number), string?>(batch, new KeyEncoder<(string? Word, long? Number), string?>(row => row.Word, Serdes.Utf8!), new StageContext()));

        var (columns, _) = Count([0]);
        Assert.Equal(KeysOf(typed.State), KeysOf(columns.State));

        static IEnumerable<string> KeysOf(OperatorState state) => StateOf(state).Select(entry => entry.Split('=')[0]);
    }

    [Fact]
    public void CountsOfAColumn()
    {
        var (state, holder) = Count([0]);
        Assert.Equal([3L, 1, 1, 1], Results(state, holder));
    }

    [Fact]
    public void SeveralKeyColumnsWithNullsStayApart()
    {
        var (state, holder) = Count([0, 1]);
        Assert.Equal(Rows.Length, state.State.Rows);
        Add(state, holder, [0, 1]);
        Assert.Equal(Rows.Length, state.State.Rows);
        Assert.All(Results(state, holder), count => Assert.Equal(2, count));
    }

    [Fact]
    public void KeysAreReadBackAsTheyWere()
    {
        var batch = Columns();
        var codec = new RowKeyCodec(Schema.Fields.Select(field => field.Type));
        var read = RowBatch.Create(Schema);
        for (int i = 0; i < batch.Count; i++)
        {
            codec.Decode(codec.Encode(batch.Columns, i, out bool isNull), isNull, read.Columns);
            Assert.Equal(VectorValues.Get(batch.Columns[0], i), VectorValues.Get(read.Columns[0], i));
            Assert.Equal(VectorValues.Get(batch.Columns[1], i), VectorValues.Get(read.Columns[1], i));
        }
    }

    [Fact]
    public void StateIsReadBackAsItWasWritten()
    {
        var (state, holder) = Count([0]);
        var changes = new StateChanges();
        state.State.CollectChanges(changes);
        changes.Sort();
        var restoredHolder = new AggregateHolder([CountAll()]);
        var restored = NewState(restoredHolder);
        for (int i = 0; i < changes.Count; i++)
        {
            restored.State.Restore(StateKey.Store(changes.Key(i)), StateKey.Partition(changes.Key(i)), StateKey.IsNull(changes.Key(i)), StateKey.Key(changes.Key(i)), changes.Value(i));
        }

        Assert.Equal(Results(state, holder).Order(), Results(restored, restoredHolder).Order());
        Add(restored, restoredHolder, [0]);
        Assert.Equal([2L, 2, 2, 6], Results(restored, restoredHolder).Order());
    }

    private static (AggregateState<int, GroupSlot, int, ColumnAggregator> State, AggregateHolder Holder) Count(int[] keys)
    {
        var holder = new AggregateHolder([CountAll()]);
        var state = NewState(holder);
        Add(state, holder, keys);
        return (state, holder);
    }

    private static void Add(AggregateState<int, GroupSlot, int, ColumnAggregator> state, AggregateHolder holder, int[] keys)
    {
        var batch = Columns();
        holder.Set.BeginBatch(batch.Count);
        var rows = RowSet.All(batch.Count);
        state.Reduce(new RowKeyedBatch(rows, [.. keys.Select(key => batch.Columns[key])], new RowKeyCodec(keys.Select(key => Schema.Fields[key].Type))));
        holder.Set.Accumulators[0].Update([], rows, holder.Set.Groups);
    }

    private static IEnumerable<long> Results(AggregateState<int, GroupSlot, int, ColumnAggregator> state, AggregateHolder holder)
    {
        var result = new FixedVector<long>(DataTypes.Long);
        for (int i = 0; i < state.State.Rows; i++)
        {
            holder.Set.Accumulators[0].Finish(state.Result(i), result);
        }

        return result.Values.Take(result.Count);
    }

    private static AggregateState<int, GroupSlot, int, ColumnAggregator> NewState(AggregateHolder holder) => new(NewOperator(), new ColumnAggregator(holder), Types);

    private static OperatorState NewOperator() => new(0, "stateStoreSave", new StateScope(new StatePartitioner(5, 1), 0, null));

    private static BoundAccumulation CountAll() => new(DataTypes.Long, false, () => new CountAccumulator());

    private static RowBatch Columns()
    {
        var batch = RowBatch.Create(Schema);
        batch.Count = Rows.Length;
        foreach (var (word, number) in Rows)
        {
            VectorValues.Append(batch.Columns[0], word);
            VectorValues.Append(batch.Columns[1], number);
        }

        return batch;
    }

    private static List<string> StateOf(IStatefulOperator state)
    {
        var changes = new StateChanges();
        state.CollectChanges(changes);
        changes.Sort();
        return [.. Enumerable.Range(0, changes.Count).Select(i => $"{Convert.ToHexString(changes.Key(i))}={Convert.ToHexString(changes.Value(i))}")];
    }
}
