using Microsoft.Extensions.Logging.Abstractions;

namespace Streaming.Core.Tests;

/// <summary>A query that does nothing until the test ends it.</summary>
internal sealed class FakeQuery : StreamingQuery
{
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TimeProvider _time;
    private readonly StreamingQueryManager? _manager;
    private StreamingQueryException? _exception;

    public FakeQuery(string? name = null, Guid? id = null, TimeProvider? time = null, StreamingQueryManager? manager = null, bool ignoreStops = false)
    {
        Name = name;
        Id = id ?? Guid.NewGuid();
        _time = time ?? TimeProvider.System;
        _manager = manager;
        IgnoreStops = ignoreStops;
        Reporter = new ProgressReporter(Id, RunId, name, _time, NullLogger.Instance, manager?.Bus ?? new StreamingQueryListenerBus(NullLogger.Instance));
    }

    public ProgressReporter Reporter { get; }

    public bool IgnoreStops { get; set; }

    public List<StopOptions> StopRequests { get; } = [];

    public override Guid Id { get; }

    public override Guid RunId { get; } = Guid.NewGuid();

    public override string? Name { get; }

    public override bool IsActive => !_ended.Task.IsCompleted;

    public override StreamingQueryStatus Status => Reporter.Status;

    public override StreamingQueryProgress? LastProgress => Reporter.LastProgress;

    public override IReadOnlyList<StreamingQueryProgress> RecentProgress => Reporter.RecentProgress;

    public override IObservable<StreamingQueryProgress> Progress => Reporter.Progress;

    public override StreamingQueryException? Exception => _exception;

    protected internal override Task Termination => _ended.Task;

    protected override TimeProvider Time => _time;

    public override Task ProcessAllAvailableAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;

    public override string Explain(ExplainMode mode = ExplainMode.Simple) => "fake";

    public void End(Exception? cause = null)
    {
        _exception = cause is null ? null : new StreamingQueryException(Id, RunId, cause);
        Reporter.Terminated(_exception);
        _manager?.NotifyTerminated(this);
        _ended.TrySetResult();
    }

    protected override void RequestStop(StopOptions options)
    {
        StopRequests.Add(options);
        if (!IgnoreStops && IsActive)
        {
            End();
        }
    }
}
