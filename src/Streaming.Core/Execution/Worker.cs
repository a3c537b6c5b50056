namespace Streaming;

/// <summary>Runs one worker's share of the epochs, on whatever thread calls it; that thread owns its operators.</summary>
internal sealed class Worker : IExchangeOutbox, IDisposable
{
    // How long to sleep when nothing is to be read and nothing came from other workers; a wake-up costs, so not shorter than needed.
    private static readonly TimeSpan IdleWait = TimeSpan.FromMilliseconds(5);

    private readonly WorkerInbox[] _inboxes;
    private readonly Queue<ExchangeMessage> _backlog = new();
    private readonly Dictionary<int, int> _endMarks = [];
    private WorkerTopology? _topology;
    private CancellationToken _cancellation;

    public Worker(int number, WorkerInbox[] inboxes)
    {
        Number = number;
        _inboxes = inboxes;
    }

    public int Number { get; }

    int IExchangeOutbox.Worker => Number;

    public int Workers => _inboxes.Length;

    public WorkerTopology Topology
    {
        get => _topology ?? throw new InvalidOperationException("The worker has no topology yet.");
        set => _topology = value;
    }

    /// <summary>The state that this worker changed in the epoch; null where nobody keeps it.</summary>
    public StateChanges? Changes { get; set; }

    /// <summary>Runs an epoch to its end: sources, exchanges, emissions, sinks.</summary>
    public void RunEpoch(EpochPlan plan, CancellationToken cancellationToken)
    {
        _cancellation = cancellationToken;
        Topology.Context.CancellationToken = cancellationToken;
        Topology.Evaluation.BatchTimestamp = plan.BatchTimestampMs * 1000;
        foreach (var sink in Topology.Sinks)
        {
            sink.BeginEpoch(plan.Epoch);
        }

        foreach (var state in Topology.StatefulOperators)
        {
            state.BeginEpoch(plan.Times[state.OperatorId]);
        }

        foreach (var times in Topology.EventTimes)
        {
            times.Stats.Reset();
        }

        foreach (var observation in Topology.Observations)
        {
            observation.Reset();
        }

        ReadSources(plan);
        foreach (var step in Topology.EpochSteps)
        {
            if (step.WaitForExchange >= 0)
            {
                WaitForEndMarks(step.WaitForExchange);
            }

            step.Operator.OnEpochEnd(plan.Epoch);
        }

        _endMarks.Clear();
        Changes?.Clear();
        foreach (var state in Topology.StatefulOperators)
        {
            state.CollectChanges(Changes);
        }

        Changes?.Sort();
        foreach (var sink in Topology.Sinks)
        {
            sink.EndEpoch();
        }
    }

    /// <summary>Tells the sinks that the epoch is given up.</summary>
    public void Abort(Exception error)
    {
        foreach (var sink in Topology.Sinks)
        {
            sink.Abort(error);
        }
    }

    public void Send(int worker, ExchangeMessage message)
    {
        var inbox = _inboxes[worker];
        var wait = new SpinWait();
        while (!inbox.TryWrite(message))
        {
            // The other may be waiting for room here: make room, but run nothing now, since an operator is in the middle of a batch.
            while (_inboxes[Number].TryRead(out var mine))
            {
                _backlog.Enqueue(mine);
            }

            _cancellation.ThrowIfCancellationRequested();
            wait.SpinOnce();
        }
    }

    public void Dispose()
    {
        if (_topology is null)
        {
            return;
        }

        // One that cannot be closed must not keep the others open.
        Exception? first = null;
        foreach (var item in _topology.Disposables.Concat(_topology.Sources).Concat(_topology.Sinks))
        {
            try
            {
                item.Dispose();
            }
            catch (Exception error)
            {
                first ??= error;
            }
        }

        if (first is not null)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(first);
        }
    }

    private void ReadSources(EpochPlan plan)
    {
        var active = new List<ISourceTask>(Topology.Sources.Count);
        foreach (var source in Topology.Sources)
        {
            source.BeginEpoch(plan.Epoch, plan.SplitsOf(source.SourceIndex, Number));
            active.Add(source);
        }

        var timeout = TimeSpan.Zero;
        while (active.Count > 0)
        {
            bool found = false;
            for (int i = 0; i < active.Count; i++)
            {
                _cancellation.ThrowIfCancellationRequested();
                switch (active[i].Step(timeout, _cancellation))
                {
                    case SourceReadStatus.Batch:
                        found = true;
                        break;
                    case SourceReadStatus.EndOfEpoch:
                        active.RemoveAt(i--);
                        break;
                }
            }

            found |= Receive();
            timeout = found ? TimeSpan.Zero : IdleWait;
        }
    }

    private bool Receive()
    {
        bool any = false;
        while (_backlog.TryDequeue(out var message) || _inboxes[Number].TryRead(out message))
        {
            any = true;
            if (message.Batch is null)
            {
                _endMarks[message.Exchange] = _endMarks.GetValueOrDefault(message.Exchange) + 1;
            }
            else
            {
                Topology.Receivers[message.Exchange].Receive(message.Batch);
            }
        }

        return any;
    }

    private void WaitForEndMarks(int exchange)
    {
        while (true)
        {
            Receive();
            if (_endMarks.GetValueOrDefault(exchange) == Workers - 1)
            {
                return;
            }

            _cancellation.ThrowIfCancellationRequested();
            _inboxes[Number].Wait(_cancellation);
        }
    }
}
