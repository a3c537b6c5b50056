using Microsoft.Extensions.Logging;

namespace Streaming;

/// <summary>The parts of a running query that its workers share: sources, sinks, exchanges.</summary>
internal sealed class QueryTopology : IDisposable
{
    private readonly List<IDisposable> _disposables = [];
    private List<int>? _progressOrder;

    public required QueryPlan Plan { get; init; }

    public required QueryEnvironment Environment { get; init; }

    public required Guid QueryId { get; init; }

    public required Guid RunId { get; init; }

    public required int Workers { get; init; }

    /// <summary>Known once the checkpoint has been read.</summary>
    public StatePartitioner Partitioner { get; set; }

    /// <summary>Committed state; null where the operators' tables hold everything.</summary>
    public IStateStore? CommittedState { get; set; }

    public required int BatchCapacity { get; init; }

    public required ILogger Logger { get; init; }

    /// <summary>Cancelled when the query is asked to stop; the running epoch goes on.</summary>
    public CancellationTokenSource Stopping { get; } = new();

    /// <summary>Cancelled when the query is asked to stop at once.</summary>
    public CancellationTokenSource Interrupting { get; } = new();

    /// <summary>Numbers of the plan's nodes, inputs first.</summary>
    public required IReadOnlyDictionary<LogicalNode, int> NodeNumbers { get; init; }

    /// <summary>Number of each stateful node, in plan order.</summary>
    public required IReadOnlyDictionary<LogicalNode, int> OperatorIds { get; init; }

    /// <summary>The nodes that define a watermark, in plan order.</summary>
    public List<LogicalNode> WatermarkNodes => field ??= [.. NodeNumbers.OrderBy(entry => entry.Value).Select(entry => entry.Key).Where(node => node is IWatermarkNode)];

    /// <summary>Numbers of the stateful operators in the order in which progress names them: the last of the plan first, what it reads from left to right behind it.</summary>
    public IList<int> ProgressOrder => _progressOrder ??= [.. InOrder(Plan.Root, new HashSet<LogicalNode>(ReferenceEqualityComparer.Instance))];

    /// <summary>The sources in plan order.</summary>
    public List<IStreamSource> Sources { get; } = [];

    /// <summary>The sink of the query, then those of dead letters.</summary>
    public List<IStreamSink> Sinks { get; } = [];

    public Dictionary<LogicalNode, int> SourceIndexes { get; } = new(ReferenceEqualityComparer.Instance);

    /// <summary>Sinks of dead letters by decoding node.</summary>
    public Dictionary<LogicalNode, IStreamSink<DeadLetterRecord>> DeadLetterSinks { get; } = new(ReferenceEqualityComparer.Instance);

    /// <summary>Sinks of late rows by windowed node.</summary>
    public Dictionary<LogicalNode, IStreamSink> LateSinks { get; } = new(ReferenceEqualityComparer.Instance);

    /// <summary>Exchanges by the node that they lead to.</summary>
    public Dictionary<LogicalNode, object> Exchanges { get; } = new(ReferenceEqualityComparer.Instance);

    /// <summary>The file system of the query's durable files.</summary>
    public IFileSystem FileSystem { get; init; } = LocalFileSystem.Instance;

    /// <summary>Runs parts of the plan whose data is bounded.</summary>
    public required IBoundedPlans Bounded { get; init; }

    public int ExchangeCount { get; set; }

    /// <summary>What else the workers share, by the node that it belongs to.</summary>
    public Dictionary<LogicalNode, object> Shared { get; } = new(ReferenceEqualityComparer.Instance);

    /// <summary>Whether SQL expressions follow the ANSI rules (<c>spark.sql.ansi.enabled</c>).</summary>
    public bool IsAnsi => SqlSettings.IsAnsi(Plan.Configuration);

    public EvaluationContext NewEvaluation(int worker) => new() { WorkerNumber = worker, IsAnsi = IsAnsi, TimeZone = SqlSettings.TimeZone(Plan.Configuration), Time = Environment.Time };

    public string NameOf(LogicalNode node) => PlanText.NameOf(node, NodeNumbers[node]);

    public TSource AddSource<TSource>(LogicalNode node, TSource source)
        where TSource : IStreamSource
    {
        SourceIndexes.Add(node, Sources.Count);
        Sources.Add(source);
        _disposables.Add(source);
        return source;
    }

    public TSink AddSink<TSink>(TSink sink)
        where TSink : IStreamSink
    {
        Sinks.Add(sink);
        _disposables.Add(sink);
        return sink;
    }

    private IEnumerable<int> InOrder(LogicalNode node, HashSet<LogicalNode> seen)
    {
        if (!seen.Add(node))
        {
            return [];
        }

        var below = node.Inputs.SelectMany(input => InOrder(input, seen));
        return OperatorIds.TryGetValue(node, out int id) ? below.Prepend(id) : below;
    }

    public void Dispose()
    {
        foreach (var disposable in _disposables)
        {
            try
            {
                disposable.Dispose();
            }
            catch (Exception error)
            {
                Logger.DisposeFailed(error, Plan.QueryName, disposable.GetType().Name);
            }
        }

        _disposables.Clear();
    }
}
