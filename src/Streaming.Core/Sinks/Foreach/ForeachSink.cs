namespace Streaming;

internal sealed class ForeachSink<T>(Func<IForeachWriter<T>> factory) : IStreamSink<T>
{
    private readonly List<Writer> _writers = [];

    public string Description => "ForeachSink";

    public ISinkWriter<T> CreateWriter(int worker)
    {
        var user = factory() ?? throw new StreamingException("FOREACH_USER_FUNCTION_ERROR", "The factory given to Foreach returned null. Return a new writer each time.");
        var writer = new Writer(user, worker);
        _writers.Add(writer);
        return writer;
    }

    public long Commit(long epoch) => _writers.Sum(writer => writer.Rows);

    public void Dispose()
    {
    }

    private static StreamingException UserError(Exception error) => new(
        "FOREACH_USER_FUNCTION_ERROR",
        $"[FOREACH_USER_FUNCTION_ERROR] An error occurred in the user provided function in foreach sink. Reason: {error.Message} SQLSTATE: 39000",
        error)
    { SqlState = "39000" };

    private sealed class Writer(IForeachWriter<T> user, int worker) : ISinkWriter<T>
    {
        // The engine shows every row of a DataFrame with the same few objects; the user gets one of their own.
        private static readonly bool KeepsRows = typeof(T) == typeof(Row);

        private bool _opened;
        private bool _processes;

        /// <summary>Rows of the epoch, skipped ones too.</summary>
        public long Rows { get; private set; }

        public void BeginEpoch(long epoch)
        {
            Rows = 0;
            _opened = false;
            try
            {
                _processes = user.Open(worker, epoch);
            }
            catch (Exception error)
            {
                throw UserError(error);
            }

            _opened = true;
        }

        public void Write(RecordBatch<T> batch, CancellationToken cancellationToken)
        {
            Rows += batch.Count;
            if (!_processes)
            {
                return;
            }

            for (int i = 0; i < batch.Count; i++)
            {
                try
                {
                    user.Process(KeepsRows ? Detachable.Detach(batch.Values[i]) : batch.Values[i]);
                }
                catch (Exception error)
                {
                    Close(error);
                    throw UserError(error);
                }
            }
        }

        public void EndEpoch(CancellationToken cancellationToken)
        {
            _opened = false;
            try
            {
                user.Close(null);
            }
            catch (Exception error)
            {
                throw UserError(error);
            }
        }

        public void Abort(Exception error) => Close(new StreamingException(
            "FOREACH_WRITER_ABORTED", "Foreach writer has been aborted due to a task failure.", error));

        public void Dispose()
        {
            (user as IDisposable)?.Dispose();
        }

        // Once per epoch, and an error of its own must not hide the one it is told of.
        private void Close(Exception error)
        {
            if (!_opened)
            {
                return;
            }

            _opened = false;
            try
            {
                user.Close(error);
            }
            catch (Exception closing)
            {
                error.Data["close"] = closing.ToString();
            }
        }
    }
}
