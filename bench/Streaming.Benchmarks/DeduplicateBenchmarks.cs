using BenchmarkDotNet.Attributes;

namespace Streaming.Benchmarks;

/// <summary>Deduplication by 1,000,000 keys of 8 bytes, in an order in which the caches are of no help; figures are for one row.</summary>
[MemoryDiagnoser]
public class DeduplicateBenchmarks
{
    private const int Keys = 1_000_000;
    private const int Looked = 100_000;

    private readonly byte[] _keys = new byte[Keys * sizeof(long)];
    private DeduplicateState _state = null!;
    private OperatorState _operator = null!;
    private int _next;

    /// <summary>How long a key counts.</summary>
    [Params("for ever", "within the watermark")]
    public string Kind { get; set; } = "";

    /// <summary>Makes the keys.</summary>
    [GlobalSetup]
    public void SetUp()
    {
        int[] order = [.. Enumerable.Range(0, Keys)];
        new Random(5).Shuffle(order);
        for (int i = 0; i < Keys; i++)
        {
            OrderedKey.WriteLong(_keys.AsSpan(i * sizeof(long)), order[i]);
        }
    }

    /// <summary>A state that has all keys.</summary>
    [GlobalSetup(Target = nameof(Duplicates))]
    public void SetUpFull()
    {
        SetUp();
        NewState();
        FirstRows();
    }

    /// <summary>A state that has none.</summary>
    [IterationSetup(Target = nameof(FirstRows))]
    public void NewState()
    {
        bool isWithin = Kind == "within the watermark";
        _operator = new OperatorState(0, "dedupe", new StateScope(new StatePartitioner(200, 1), 0, null));
        _state = new DeduplicateState(_operator, isWithin ? DeduplicateKind.WithinDelay : DeduplicateKind.Forever, isWithin, 10_000, new StateStoreSchema("default", "BIGINT", ""));
    }

    /// <summary>Rows whose keys are new; ten epochs.</summary>
    [Benchmark(OperationsPerInvoke = Keys)]
    public void FirstRows()
    {
        for (int i = 0; i < Keys; i++)
        {
            _state.IsFirst(Key(i), isNull: false, partition: -1, eventTime: 1_000_000L * i);
            if (i % (Keys / 10) == 0)
            {
                EndEpoch();
            }
        }

        EndEpoch();
    }

    /// <summary>Rows whose keys are there.</summary>
    [Benchmark(OperationsPerInvoke = Looked)]
    public void Duplicates()
    {
        for (int i = 0; i < Looked; i++)
        {
            _state.IsFirst(Key(_next), isNull: false, partition: -1, eventTime: 1_000_000L * i);
            _next = _next + 1 == Keys ? 0 : _next + 1;
        }

        EndEpoch();
    }

    private ReadOnlySpan<byte> Key(int index) => _keys.AsSpan(index * sizeof(long), sizeof(long));

    private void EndEpoch()
    {
        _state.EndEpoch();
        _operator.CollectChanges(null);
    }
}
