namespace Streaming;

/// <summary>A source of the rows that an <see cref="IObservable{T}"/> pushes.</summary>
/// <remarks>
/// Subscribed when the query starts, unsubscribed when it ends. Rows wait in a bounded buffer until their epoch is committed; a full buffer
/// blocks the caller of <c>OnNext</c>. An error fails the query once the rows before it are done. After the completion there are no more
/// rows, and a query with <c>Trigger.AvailableNow</c> ends. Not replayable: what was not committed is lost with the process.
/// </remarks>
/// <param name="observable">Where the rows come from.</param>
/// <param name="options">Settings; null for the defaults.</param>
/// <typeparam name="T">The type of the rows.</typeparam>
public sealed class ObservableSource<T>(IObservable<T> observable, LiveSourceOptions? options = null) : IStreamSourceProvider<T>
{
    /// <inheritdoc/>
    public string ShortName => "observable";

    /// <inheritdoc/>
    public IStreamSource<T> CreateSource(SourceContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var source = new Source(options?.Capacity ?? new LiveSourceOptions().Capacity, context);
        source.Subscribe(observable);
        return source;
    }

    private sealed class Source(int capacity, SourceContext context)
        : LiveSource<T>($"ObservableSource[{TypeName.Of(typeof(T))}]", capacity, context), IObserver<T>
    {
        private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

        private readonly ManualResetEventSlim _subscribed = new();
        private Thread? _thread;
        private IDisposable? _subscription;

        // On a thread of its own: a cold observable pushes all its rows from inside Subscribe. A hot one must be
        // subscribed when Start returns, or its next row would be lost.
        public void Subscribe(IObservable<T> rows)
        {
            _thread = new Thread(() => Run(rows)) { IsBackground = true, Name = "observable source" };
            _thread.Start();
            _subscribed.Wait(Patience);
        }

        public void OnNext(T value)
        {
            _subscribed.Set();
            try
            {
                Buffer.Append(value);
            }
            catch (OperationCanceledException) when (Thread.CurrentThread != _thread)
            {
                // The query has ended; the producer's thread is not ours to fail.
            }
        }

        public void OnError(Exception error)
        {
            Buffer.Complete(error);
            _subscribed.Set();
        }

        public void OnCompleted()
        {
            Buffer.Complete();
            _subscribed.Set();
        }

        public override void Dispose()
        {
            base.Dispose();
            Volatile.Read(ref _subscription)?.Dispose();
            _thread?.Join(Patience);
        }

        protected override StreamingException Failed(Exception error) => new(
            "SOURCE_FAILED", $"The observable behind the source {Description} reported an error: {error.Message}", error);

        private void Run(IObservable<T> rows)
        {
            try
            {
                var subscription = rows.Subscribe(this);
                Volatile.Write(ref _subscription, subscription);
                if (Buffer.Closed.IsCancellationRequested)
                {
                    subscription.Dispose();
                }
            }
            catch (OperationCanceledException) when (Buffer.Closed.IsCancellationRequested)
            {
                // Thrown by OnNext above to leave a loop inside Subscribe.
            }
            catch (Exception error)
            {
                Buffer.Complete(error);
            }
            finally
            {
                _subscribed.Set();
            }
        }
    }
}
