using System.CommandLine;
using System.CommandLine.Invocation;
using System.Runtime.InteropServices;
using Confluent.Kafka;

namespace Streaming.Examples;

/// <summary>What all examples do around their query: options, Ctrl+C, errors in one line.</summary>
public static class Example
{
    private static readonly TimeSpan DrainTime = TimeSpan.FromSeconds(15);

    /// <summary>The option of all examples for a real broker.</summary>
    public static Option<string?> BootstrapServers { get; } = new("--bootstrap-servers")
    {
        Description = "A Kafka broker as HOST:PORT. Without it the example shows itself on a broker inside its process, and ends.",
        HelpName = "HOST:PORT",
        Recursive = true,
    };

    /// <summary>Where a query starts to read.</summary>
    public static Option<string> StartingOffsets { get; } = new Option<string>("--starting-offsets")
    {
        Description = "Where the query starts in the topic.",
        DefaultValueFactory = _ => "latest",
        Recursive = true,
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
            var configuration = new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
            return await parsed.InvokeAsync(configuration, stopping.Token);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return 0;
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

    /// <summary>Waits until the producer is done, Ctrl+C or a query's failure; then the queries process what has arrived, and stop.</summary>
    /// <param name="session">Has the queries.</param>
    /// <param name="producing">The producer of this process; null where there is none.</param>
    /// <param name="stopping">Ctrl+C.</param>
    public static async Task RunAsync(StreamingSession session, Task? producing, CancellationToken stopping)
    {
        ArgumentNullException.ThrowIfNull(session);
        var ended = session.Queries.AwaitAnyTerminationAsync(cancellationToken: stopping);
        producing ??= Task.Delay(Timeout.InfiniteTimeSpan, stopping);
        var first = await Task.WhenAny(ended, producing);
        if (stopping.IsCancellationRequested)
        {
            Console.WriteLine("Stopping. What has arrived is still processed; Ctrl+C again ends at once.");
            await producing.ContinueWith(_ => { }, TaskScheduler.Default);
        }
        else
        {
            await first;
        }

        await DrainAsync(session);
    }

    /// <summary>A producer of texts that says by exceptions, not on the console, what is wrong.</summary>
    public static IProducer<Null, string> NewProducer(string servers) =>
        new ProducerBuilder<Null, string>(new ProducerConfig { BootstrapServers = servers, MessageTimeoutMs = 10_000 })
            .SetLogHandler((_, _) => { })
            .SetErrorHandler((_, _) => { })
            .Build();

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
                // Others produce faster than the query reads: the batch that runs is the last one.
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
