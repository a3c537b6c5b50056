using System.Globalization;

namespace Streaming.Core.Tests;

public sealed class ForeachSinkTests
{
    private readonly List<string> _calls = [];

    [Fact]
    public void RowsGoToTheWriter()
    {
        using var sink = Make<int>(new Recorder<int>(_calls));
        Assert.Equal(2, SinkRun.Epoch(sink, 0, [1, 2]));
        Assert.Equal(0, SinkRun.Epoch(sink, 1, []));
        Assert.Equal(["open(0, 0)", "process(1)", "process(2)", "close(null)", "open(0, 1)", "close(null)"], _calls);
        Assert.Equal("ForeachSink", sink.Description);
    }

    [Fact]
    public void OpenMaySkipTheRows()
    {
        var expect = RecordedCases.Case("source_sink", "SNK-15").GetProperty("steps")[0].GetProperty("expect");
        using var sink = Make<int>(new Recorder<int>(_calls) { Opens = false });
        Assert.Equal(expect.GetProperty("batches")[0].GetProperty("sinkNumOutputRows").GetInt64(), SinkRun.Epoch(sink, 0, [1, 2]));
        Assert.Equal(Calls("SNK-15"), _calls);
    }

    [Fact]
    public void AnErrorInProcessClosesAndFails()
    {
        using var sink = Make<int>(new Recorder<int>(_calls) { Fails = true });
        var writer = sink.CreateWriter(0);
        writer.BeginEpoch(0);
        var error = Assert.Throws<StreamingException>(() => writer.Write(SinkRun.Batch(1, 2), CancellationToken.None));
        writer.Abort(error);
        Assert.Equal(Calls("SNK-16"), _calls.Select(Java));
        Assert.Equal("FOREACH_USER_FUNCTION_ERROR", error.ErrorClass);
        Assert.Equal("39000", error.SqlState);
        string recorded = RecordedCases.Case("source_sink", "SNK-16").GetProperty("steps")[0].GetProperty("expect").GetProperty("error").GetProperty("top").GetProperty("message").GetString()!;
        Assert.Contains(error.Message, recorded, StringComparison.Ordinal);
        Assert.IsType<InvalidOperationException>(error.InnerException);
    }

    [Fact]
    public void AnErrorElsewhereAbortsTheWriter()
    {
        using var sink = Make<double>(new Recorder<double>(_calls));
        var writer = sink.CreateWriter(0);
        writer.BeginEpoch(0);
        writer.Write(SinkRun.Batch(10.0), CancellationToken.None);
        writer.Abort(new DivideByZeroException());
        Assert.Equal(Calls("SNK-17"), _calls.Select(Java));
    }

    [Fact]
    public void AnErrorInOpenOrCloseFails()
    {
        using var sink = Make<int>(new Recorder<int>(_calls) { FailsToOpen = true });
        var writer = sink.CreateWriter(0);
        var error = Assert.Throws<StreamingException>(() => writer.BeginEpoch(0));
        Assert.Equal("FOREACH_USER_FUNCTION_ERROR", error.ErrorClass);
        writer.Abort(error);
        Assert.Equal(["open(0, 0)"], _calls);

        _calls.Clear();
        using var other = Make<int>(new Recorder<int>(_calls) { FailsToClose = true });
        Assert.Contains("error from close", Assert.Throws<StreamingException>(() => SinkRun.Epoch(other, 0, [])).Message, StringComparison.Ordinal);
        Assert.Equal(["open(0, 0)", "close(null)"], _calls);
    }

    [Fact]
    public void EachWorkerHasItsOwnWriterForTheWholeRun()
    {
        int made = 0;
        using var sink = new ForeachSinkProvider().CreateSink<int>(SinkRun.Context([], new ForeachSettings<int>(() =>
        {
            made++;
            return new Recorder<int>(_calls);
        })));
        var writers = new[] { sink.CreateWriter(0), sink.CreateWriter(1) };
        for (int epoch = 0; epoch < 2; epoch++)
        {
            foreach (var writer in writers)
            {
                writer.BeginEpoch(epoch);
                writer.Write(SinkRun.Batch(epoch), CancellationToken.None);
                writer.EndEpoch(CancellationToken.None);
            }

            Assert.Equal(2, sink.Commit(epoch));
        }

        Assert.Equal(2, made);
        Assert.Equal(["open(0, 0)", "open(1, 0)", "open(0, 1)", "open(1, 1)"], _calls.Where(call => call.StartsWith("open", StringComparison.Ordinal)));
    }

    [Fact]
    public void SettingsAreRequired()
    {
        Assert.Contains("Foreach(() => new MyWriter())", Assert.Throws<StreamingException>(() => new ForeachSinkProvider().CreateSink<int>(SinkRun.Context([]))).Message, StringComparison.Ordinal);
        Assert.Contains("ForeachSettings<Int32> and was given String", Assert.Throws<StreamingException>(() => new ForeachSinkProvider().CreateSink<int>(SinkRun.Context([], "x"))).Message, StringComparison.Ordinal);
    }

    private static IStreamSink<T> Make<T>(IForeachWriter<T> writer) =>
        new ForeachSinkProvider().CreateSink<T>(SinkRun.Context([], new ForeachSettings<T>(() => writer)));

    private static IEnumerable<string> Calls(string id) => RecordedCases.Case("source_sink", id).GetProperty("steps")[0].GetProperty("expect")
        .GetProperty("calls").EnumerateArray().Select(call => call.GetString()!);

    // Names of exceptions as Java has them, and its text of a double.
    private static string Java(string call) => call
        .Replace("System.InvalidOperationException", "java.lang.RuntimeException", StringComparison.Ordinal)
        .Replace("Streaming.StreamingException", "org.apache.spark.SparkException", StringComparison.Ordinal)
        .Replace("process(10)", "process(10.0)", StringComparison.Ordinal);

    private sealed class Recorder<T>(List<string> calls) : IForeachWriter<T>
    {
        public bool Opens { get; init; } = true;

        public bool Fails { get; init; }

        public bool FailsToOpen { get; init; }

        public bool FailsToClose { get; init; }

        public bool Open(long partitionId, long epochId)
        {
            calls.Add($"open({partitionId}, {epochId})");
            return FailsToOpen ? throw new InvalidOperationException("error from open") : Opens;
        }

        public void Process(T row)
        {
            calls.Add(string.Create(CultureInfo.InvariantCulture, $"process({row})"));
            if (Fails)
            {
                throw new InvalidOperationException("error from process");
            }
        }

        public void Close(Exception? error)
        {
            calls.Add($"close({(error is null ? "null" : $"{error.GetType().FullName}: {error.Message}")})");
            if (FailsToClose)
            {
                throw new InvalidOperationException("error from close");
            }
        }
    }
}
