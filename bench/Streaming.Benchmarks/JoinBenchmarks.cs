using BenchmarkDotNet.Attributes;

namespace Streaming.Benchmarks;

/// <summary>Joins over columns in memory; figures are for one row of the left side with its one partner.</summary>
[MemoryDiagnoser]
public class JoinBenchmarks
{
    private const int Rows = RowBatch.DefaultCapacity;
    private const long Second = 1_000_000;

    private readonly StageContext _context = new();
    private readonly EvaluationContext _evaluation = new();
    private RowBatch _left = null!;
    private RowBatch _right = null!;
    private StreamJoinOperator _join = null!;
    private OperatorState _state = null!;
    private StaticJoinLink _static = null!;
    private long _epoch;

    /// <summary>Makes the batches and the operators.</summary>
    [GlobalSetup]
    public void SetUp()
    {
        using var session = new DisposableSession();
        var left = session.Stream("k BIGINT, t TIMESTAMP, a STRING").WithWatermark("t", "0 seconds").Alias("l");
        var right = session.Stream("k BIGINT, t TIMESTAMP, b DOUBLE").WithWatermark("t", "0 seconds").Alias("r");
        var node = (StreamJoinNode)left.Join(right, "l.k = r.k AND r.t >= l.t AND r.t <= l.t + INTERVAL 5 SECONDS").Node;
        _state = new OperatorState(0, "symmetricHashJoin", new StateScope(new StatePartitioner(200, 1), 0, null));
        _join = new StreamJoinOperator(_context, _context.Register("Join#0"), _evaluation, JoinPlans.Bind(node, isAnsi: true), node.Times, _state, Rows, new Drop(node.Schema.Fields.Count));
        _left = RowBatch.Create(node.Left.Schema);
        _right = RowBatch.Create(node.Right.Schema);
        for (int i = 0; i < Rows; i++)
        {
            ((BytesVector)_left.Columns[2]).AppendText($"page-{i % 100}");
            ((FixedVector<double>)_right.Columns[2]).Append(i);
        }

        var table = session.Session.Range(10_000).SelectExpr("id AS k", "concat('name-', id) AS name");
        var joined = (StaticJoinNode)session.Stream("k BIGINT, t TIMESTAMP, a STRING").Alias("l").Join(table.Alias("r"), "l.k = r.k").Node;
        var rows = RowBatch.Create(table.Schema, 10_000);
        for (int i = 0; i < 10_000; i++)
        {
            ((FixedVector<long>)rows.Columns[0]).Append(i);
            ((BytesVector)rows.Columns[1]).AppendText($"name-{i}");
        }

        rows.Count = 10_000;
        _static = new StaticJoinLink(
            _context, _context.Register("Join#1"), _evaluation, JoinPlans.Bind(joined, isAnsi: true), isLeftBuilt: false, new StaticJoinSide(() => [rows], isConstant: true), Rows, new Drop(joined.Schema.Fields.Count));
        Fill(_left, 0);
    }

    /// <summary>Two streams: each row of the left side is kept, found by one of the right side, and removed five epochs later.</summary>
    [Benchmark(OperationsPerInvoke = Rows)]
    public void StreamJoin()
    {
        _epoch++;
        _state.BeginEpoch(new EpochTimes(_epoch, 0, (_epoch - 1) * 1000, _epoch * 1000));
        Fill(_left, _epoch);
        _join.Left.Process(_left, RowSet.All(Rows));
        Fill(_right, _epoch);
        _join.Right.Process(_right, RowSet.All(Rows));
        _join.OnEpochEnd(_epoch);
        _state.CollectChanges(null);
    }

    /// <summary>A stream and 10,000 rows in memory.</summary>
    [Benchmark(OperationsPerInvoke = Rows)]
    public void StaticJoin() => _static.Process(_left, RowSet.All(Rows));

    /// <summary>CPU of both, which another process on the machine does not change.</summary>
    internal static void PrintCpu(TextWriter output)
    {
        var benchmarks = new JoinBenchmarks();
        benchmarks.SetUp();
        Measure("StreamJoin", benchmarks.StreamJoin);
        Measure("StaticJoin", benchmarks.StaticJoin);

        void Measure(string name, Action action)
        {
            const int Epochs = 1000;
            for (int i = 0; i < Epochs; i++)
            {
                action();
            }

            long bytes = GC.GetAllocatedBytesForCurrentThread();
            var before = Environment.CpuUsage.TotalTime;
            for (int i = 0; i < Epochs; i++)
            {
                action();
            }

            double items = (double)Epochs * Rows;
            output.WriteLine(string.Create(
                System.Globalization.CultureInfo.InvariantCulture,
                $"{name}: {(Environment.CpuUsage.TotalTime - before).TotalNanoseconds / items:F0} ns of CPU and {(GC.GetAllocatedBytesForCurrentThread() - bytes) / items:F0} bytes a row"));
        }
    }

    private static void Fill(RowBatch batch, long epoch)
    {
        var keys = (FixedVector<long>)batch.Columns[0];
        var times = (FixedVector<long>)batch.Columns[1];
        keys.Reset(Rows);
        times.Reset(Rows);
        for (int i = 0; i < Rows; i++)
        {
            keys.Values[i] = ((epoch * Rows) + (i * 7 % Rows)) % 10_000_000;
            times.Values[i] = ((epoch + 1) * Second) + i;
        }

        batch.Count = Rows;
    }

    private sealed class Drop(int columns) : ColumnLink(AllOf(columns))
    {
        public override void Process(RowBatch batch, RowSet rows)
        {
        }
    }

    private sealed class DisposableSession : IDisposable
    {
        public StreamingSession Session { get; } = StreamingSession.Create("benchmark");

        public DataFrame Stream(string schema) => Session.ReadStream().From(new MemoryStream<Row>()).ToDataFrame(SqlParser.ParseSchema(schema));

        public void Dispose() => Session.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }
}
