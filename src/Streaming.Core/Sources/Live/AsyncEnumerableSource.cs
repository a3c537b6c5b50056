namespace Streaming;

/// <summary>A source of the rows of an <see cref="IAsyncEnumerable{T}"/>.</summary>
/// <remarks>
/// Enumerated from the start of the query, cancelled when it ends. Rows wait in a bounded buffer until their epoch is committed; while it is
/// full the next row is not asked for. An error fails the query once the rows before it are done. After the end there are no more
/// rows, and a query with <c>Trigger.AvailableNow</c> ends. Not replayable: what was not committed is lost with the process.
/// </remarks>
/// <param name="rows">Where the rows come from; a later query enumerates it again.</param>
/// <param name="options">Settings; null for the defaults.</param>
/// <typeparam name="T">The type of the rows.</typeparam>
public sealed class AsyncEnumerableSource<T>(IAsyncEnumerable<T> rows, LiveSourceOptions? options = null) : IStreamSourceProvider<T>
{
    /// <inheritdoc/>
    public string ShortName => "asyncenumerable";

    /// <inheritdoc/>
    public IStreamSource<T> CreateSource(SourceContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return new Source(rows, options?.Capacity ?? new LiveSourceOptions().Capacity, context);
    }

    private sealed class Source : LiveSource<T>
    {
        private readonly Task _pump;

        public Source(IAsyncEnumerable<T> rows, int capacity, SourceContext context)
            : base($"AsyncEnumerableSource[{TypeName.Of(typeof(T))}]", capacity, context) => _pump = Task.Run(() => PumpAsync(rows));

        public override void Dispose()
        {
            base.Dispose();

            // An enumerator that does not look at its token is left behind rather than waited for.
            _pump.Wait(TimeSpan.FromSeconds(5));
        }

        protected override StreamingException Failed(Exception error) => new(
            "SOURCE_FAILED", $"The async enumerable behind the source {Description} threw: {error.Message}", error);

        private async Task PumpAsync(IAsyncEnumerable<T> rows)
        {
            try
            {
                await foreach (var row in rows.WithCancellation(Buffer.Closed).ConfigureAwait(false))
                {
                    await Buffer.AppendAsync(row).ConfigureAwait(false);
                }

                Buffer.Complete();
            }
            catch (OperationCanceledException) when (Buffer.Closed.IsCancellationRequested)
            {
            }
            catch (Exception error)
            {
                Buffer.Complete(error);
            }
        }
    }
}
