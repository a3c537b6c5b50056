using System.CommandLine;
using System.CommandLine.Invocation;
using System.Runtime.InteropServices;
using Confluent.Kafka;

namespace Streaming.Examples;

/// <summary>What all examples do around their query: options, Ctrl+C, errors in one line.</summary>
public static class Example
{
    private static readonly TimeSpan DrainTime = TimeSpan.FromSeconds(15);

    /// <summary>How long an example on the embedded broker produces.</summary>
    public static TimeSpan ShowTime { get; } = TimeSpan.FromSeconds(21);

    /// <summary>The option of all examples for a real broker.</summary>
    public static Option<string?> BootstrapServers { get; } = new("--bootstrap-servers")
    {
        Description = "A Kafka broker as HOST:PORT. Without it the example runs for half a minute on a broker inside this process.",
        HelpName = "HOST:PORT",
    };

    /// <summary>Where a query starts to read.</summary>
    public static Option<string> StartingOffsets { get; } = new Option<string>("--starting-offsets")
    {
        Description = "Where the query starts in the topic.",
        DefaultValueFactory = _ => "latest",
    }.AcceptOnlyFromAmong("earliest", "latest");

    /// <summary>Runs the program's command.</summary>
    /// <returns>The exit code: 0, 1 for what went wrong while running, 2 for wrong arguments.</returns>
    public static async Task<int> RunAsync(RootCommand command, string[] args)
    {
        ArgumentNullException.ThrowIfNull(command);
        var parsed = command.Parse(args);
        if (parsed.Action is ParseErrorAction)
        {
            return Fail(2, $"{parsed.Errors[0].Message} Try --help.");
        }

        using var stopping = new CancellationTokenSource();
        using var interrupt = StopOn(PosixSignal.SIGINT, stopping);
        using var terminate = StopOn(PosixSignal.SIGTERM, stopping);
        try
        {
            return await parsed.InvokeAsync(
                new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null }, stopping.Token);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return 0;
        }
        catch (ArgumentException wrong)
        {
            return Fail(2, wrong.Message);
        }
        catch (StreamingQueryException failure)
        {
            return Fail(1, failure.Cause.Message);
        }
        catch (Exception failure) when (failure is StreamingException or KafkaException)
        {
            return Fail(1, failure.Message);
        }
    }

    /// <summary>Waits until the producer is done, Ctrl+C or a query's end; then the queries process what has arrived, and stop.</summary>
    /// <param name="session">Has the queries.</param>
    /// <param name="producing">The producer of this process; null where there is none.</param>
    /// <param name="stopping">Ctrl+C.</param>
    public static async Task RunAsync(StreamingSession session, Task? producing, CancellationToken stopping)
    {
        ArgumentNullException.ThrowIfNull(session);
        var ended = session.Queries.AwaitAnyTerminationAsync(cancellationToken: stopping);
        producing ??= Task.Delay(Timeout.InfiniteTimeSpan, stopping);
        var first = await Task.WhenAny(ended, producing);
        if (!stopping.IsCancellationRequested)
        {
            await first;
        }
        else
        {
            Console.WriteLine("Stopping: what has arrived is still processed (Ctrl+C again ends at once).");
            await producing.ContinueWith(_ => { }, TaskScheduler.Default);
        }

        await DrainAsync(session);
    }

    private static async Task DrainAsync(StreamingSession session)
    {
        using var limit = new CancellationTokenSource(DrainTime);
        foreach (var query in session.Queries.Active)
        {
            try
            {
                await query.ProcessAllAvailableAsync(limit.Token);
            }
            catch (OperationCanceledException)
            {
                // Others produce faster than the query reads; the batch that runs is the last one.
            }

            await query.StopAsync();
            await query.AwaitTerminationAsync();
        }
    }

    private static int Fail(int exitCode, string message)
    {
        Console.Error.WriteLine(message.ReplaceLineEndings(" "));
        return exitCode;
    }

    // The first signal asks the example to stop; the second one ends the process, as if nobody listened.
    private static PosixSignalRegistration StopOn(PosixSignal signal, CancellationTokenSource stopping) =>
        PosixSignalRegistration.Create(signal, context =>
        {
            context.Cancel = !stopping.IsCancellationRequested;
            stopping.Cancel();
        });
}
