namespace Streaming;

/// <summary>Runs a <see cref="StatefulProcessor{TKey, TIn, TOut}"/>: rows by key, then timers, then what has expired.</summary>
internal sealed class TransformWithStateOperator<TIn, TKey, TOut> : IOperator, IDisposable
{
    private static readonly BatchOrigin NoOrigin = new();

    private readonly StageContext _context;
    private readonly int _number;
    private readonly TransformWithStateSettings<TIn, TKey, TOut> _settings;
    private readonly ProcessorState _state;
    private readonly StatefulProcessor<TKey, TIn, TOut> _processor;
    private readonly GroupRows<TIn> _groupRows;
    private readonly IInitialState<TKey, TIn, TOut>? _initial;
    private readonly Link<TOut> _next;
    private readonly IReadOnlyList<IFlushable> _ends;
    private bool _isInitialized;

    public TransformWithStateOperator(
        StageContext context, int number, ProcessorState state, TransformWithStateSettings<TIn, TKey, TOut> settings, IInitialState<TKey, TIn, TOut>? initial,
        Link<TOut> next, IReadOnlyList<IFlushable> ends)
    {
        _context = context;
        _number = number;
        _state = state;
        _settings = settings;
        _initial = initial;
        _next = next;
        _ends = ends;
        Rows = new KeyedRows<TIn>(state.State.Scope.Partitioner);
        _groupRows = new GroupRows<TIn>(Rows);
        _processor = settings.NewProcessor() ?? throw new InvalidOperationException("The factory of a stateful processor returned null.");
        _processor.SetHandle(new StatefulProcessorHandle(state));
    }

    /// <summary>Takes the rows of an epoch.</summary>
    public KeyedRows<TIn> Rows { get; }

    public void OnEpochEnd(long epoch)
    {
        _context.Origin = NoOrigin;
        _context.Row = -1;
        _context.Timestamp = RecordBatch<TOut>.NoTimestamp;
        _context.Current = _number;
        var times = new TimerValues(_state.Times.BatchTimestampMs, _state.Times.EvictionWatermarkMs);
        try
        {
            Initialize();
            if (epoch == 0 && _initial is not null)
            {
                AddInitialState(times);
            }

            CallWithRows(times);
            CallTimers(times);
            _state.ClearKey();
        }
        catch (Exception error) when (IsForeign(error))
        {
            throw _context.Failure(error);
        }

        foreach (var end in _ends)
        {
            end.Flush();
        }

        Rows.Clear();
        var metrics = _state.State.CustomMetrics;
        metrics["numValuesRemovedDueToTTLExpiry"] = _state.RemoveExpired();
        _state.CountVariables(metrics);
        _state.AllTimers.Count(metrics);
        _state.State.NextDueMs = _state.NextDueMs;
    }

    public void Dispose()
    {
        if (_isInitialized)
        {
            _isInitialized = false;
            _processor.Close();
        }
    }

    private void Initialize()
    {
        if (!_isInitialized)
        {
            _isInitialized = true;
            Guard("init", () => _state.Initialize(() => _processor.Init(_settings.OutputMode, _settings.TimeMode)));
        }
    }

    private void AddInitialState(TimerValues times)
    {
        var encoder = new KeyEncoder<TKey, TKey>(static key => key, _settings.KeySerde);
        var partitioner = _state.State.Scope.Partitioner;
        foreach (var (key, fill) in _initial!.Rows)
        {
            var bytes = encoder.Encode(key, out bool isNull);
            int partition = partitioner.PartitionOf(bytes, isNull);
            if (partitioner.WorkerOf(partition) == _state.State.Scope.WorkerNumber)
            {
                _state.SetKey(bytes, isNull, partition);
                Guard("handleInitialState", () => fill(_processor, times));
            }
        }
    }

    private void CallWithRows(TimerValues times)
    {
        Span<byte> scratch = stackalloc byte[16];
        foreach (int index in Rows.InOrder())
        {
            var key = Rows.KeyOf(index, scratch, out bool isNull);
            var chain = Rows.Chain(index);
            _groupRows.Set(chain.First, chain.Count);
            _state.SetKey(key, isNull, Rows.PartitionOf(index));
            Emit(isNull ? default! : _settings.KeySerde.Read(key), times, timer: null);
        }

        _groupRows.SetEmpty();
    }

    private void CallTimers(TimerValues times)
    {
        if (_settings.TimeMode == TimeMode.None)
        {
            return;
        }

        long now = _settings.TimeMode == TimeMode.EventTime ? times.CurrentWatermarkMs : times.CurrentProcessingTimeMs;
        foreach (int partition in _state.State.Partitions)
        {
            foreach (var (time, key) in _state.AllTimers.Due(partition, now))
            {
                _state.SetKey(key, isNull: false, partition);
                Emit(_settings.KeySerde.Read(key), times, new ExpiredTimerInfo(time));
                _state.AllTimers.Fired(time);
            }
        }
    }

    // A function written with yield runs while its rows are taken, so that errors of it and of what follows must be told apart.
    private void Emit(TKey key, TimerValues times, ExpiredTimerInfo? timer)
    {
        _context.Current = _number;
        IEnumerator<TOut>? rows = null;
        try
        {
            while (TryTake(ref rows, key, times, timer, out var row))
            {
                SetEventTime(row);
                _next.Push(row);
                _context.Current = _number;
            }
        }
        finally
        {
            rows?.Dispose();
        }
    }

    private bool TryTake(ref IEnumerator<TOut>? rows, TKey key, TimerValues times, ExpiredTimerInfo? timer, out TOut row)
    {
        try
        {
            rows ??= (timer is { } expired ? _processor.HandleExpiredTimer(key, times, expired) : _processor.HandleInputRows(key, _groupRows, times))?.GetEnumerator();
            bool isThere = rows is not null && rows.MoveNext();
            row = isThere ? rows!.Current : default!;
            return isThere;
        }
        catch (Exception error) when (IsForeign(error))
        {
            throw Failure(timer is null ? "handleInputRows" : "handleExpiredTimer", error);
        }
    }

    private void SetEventTime(TOut row)
    {
        _context.Timestamp = RecordBatch<TOut>.NoTimestamp;
        if (_settings.EventTime?.Invoke(row) is not { } time)
        {
            return;
        }

        long microseconds = (time.UtcTicks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;
        if (microseconds < _state.Times.LateWatermark)
        {
            throw new StreamingException(
                "EMITTING_ROWS_OLDER_THAN_WATERMARK_NOT_ALLOWED",
                $"[EMITTING_ROWS_OLDER_THAN_WATERMARK_NOT_ALLOWED] Previous node emitted a row with eventTime={microseconds} which is older than current_watermark_value={_state.Times.LateWatermark} This can lead to correctness issues in the stateful operators downstream in the execution pipeline. Please correct the operator logic to emit rows after current global watermark value. SQLSTATE: 42815")
            { SqlState = "42815", Operator = _context.Names[_number] };
        }

        _context.Timestamp = microseconds;
    }

    private void Guard(string function, Action call)
    {
        try
        {
            call();
        }
        catch (Exception error) when (IsForeign(error))
        {
            throw Failure(function, error);
        }
    }

    private StreamingException Failure(string function, Exception error) => new(
        "TRANSFORM_WITH_STATE_USER_FUNCTION_ERROR",
        $"[TRANSFORM_WITH_STATE_USER_FUNCTION_ERROR] An error occurred in the user-defined function {function} of the StatefulProcessor. Reason: {error.Message}. SQLSTATE: 39000",
        error)
    { SqlState = "39000", Operator = _context.Names[_number] };

    private bool IsForeign(Exception error) => error is not StreamingException
        && !(error is OperationCanceledException && _context.CancellationToken.IsCancellationRequested);
}
