using System.Diagnostics;
using System.Globalization;

namespace Streaming.Acceptance.Tests;

/// <summary>Event-time and keyed state survives random kills: the rows are those of a run without kills. STREAMING_KILLS says how often, STREAMING_SEED repeats a run.</summary>
public sealed class StateKillTests(KafkaServerFixture kafka, ITestOutputHelper log)
{
    private const int StepMs = 100;
    private const long StartMs = 1_700_000_000_000;

    [Fact]
    public async Task Killed_process_goes_on_with_correct_windows_and_states()
    {
        int kills = TestSettings.Kills;
        var random = TestSeed.NewRandom("state-kills");
        string servers = kafka.BootstrapServers;
        using var topics = new Topics(servers);
        using var folder = new TempFolder();
        string orders = await topics.CreateAsync(1, "orders");
        string payments = await topics.CreateAsync(1, "payments");
        string windows = await topics.CreateAsync(1, "windows");
        string numbers = await topics.CreateAsync(1, "numbers");
        string[] arguments = [servers, orders, payments, windows, numbers, folder.Path];
        long started = Stopwatch.GetTimestamp();
        int sent = 0;
        using var stop = new CancellationTokenSource();
        var producing = Task.Run(() => sent = Produce(servers, orders, payments, stop.Token));
        try
        {
            for (int kill = 1; kill <= kills; kill++)
            {
                // The calls of the file system are counted where it is the test's own.
                var moment = KillMoment.Random(random);
                while (moment.IsByItself)
                {
                    moment = KillMoment.Random(random);
                }

                await using var child = ChildProcess.StartScenario(StateKillScenario.Name, [.. arguments, moment.ToString()]);
                await moment.WaitAsync(child, folder.Path);
                if (child.HasExited)
                {
                    throw child.Failed($"ended by itself before kill {kill} at {moment}; {TestSeed.Hint}");
                }

                await child.Kill();
                log.WriteLine($"kill {kill} at {moment}: {child.Lines.LastOrDefault() ?? "nothing committed"}");
            }
        }
        finally
        {
            await stop.CancelAsync();
            await producing;
        }

        // What comes an hour later closes all windows.
        long endMs = TimeOf(sent) + 3_600_000;
        for (int i = 0; i < 2; i++)
        {
            await topics.SendAsync(orders, 0, $"-{i + 1},{endMs}");
            await topics.SendAsync(payments, 0, $"-{i + 10},{endMs}");
            await using var child = ChildProcess.StartScenario(StateKillScenario.Name, [.. arguments, KillScenario.UntilDrained]);
            await child.ExpectExit(0, TimeSpan.FromMinutes(5));
        }

        var expectedWindows = Enumerable.Range(0, sent).Where(IsPaid).GroupBy(i => TimeOf(i) / 10_000 * 10)
            .Select(group => string.Create(CultureInfo.InvariantCulture, $"{group.Key}={group.Count()}"));
        Assert.Equal(expectedWindows.Order(StringComparer.Ordinal), topics.ReadTexts(windows).Distinct().Order(StringComparer.Ordinal));
        var expectedNumbers = Enumerable.Range(0, sent).Select(i => string.Create(CultureInfo.InvariantCulture, $"{i % StateKillScenario.Keys}:{(i / StateKillScenario.Keys) + 1}:{i}"));
        Assert.Equal(
            expectedNumbers.Order(StringComparer.Ordinal),
            topics.ReadTexts(numbers).Where(text => !text!.Contains('-', StringComparison.Ordinal)).Distinct().Order(StringComparer.Ordinal));
        string figures = string.Create(CultureInfo.InvariantCulture, $"STATE KILLS seed={TestSeed.Value} kills={kills} orders={sent} seconds={Stopwatch.GetElapsedTime(started).TotalSeconds:0}");
        log.WriteLine(figures);
        Console.WriteLine(figures);
    }

    private static bool IsPaid(int order) => order % 3 != 0;

    private static long TimeOf(int order) => StartMs + ((long)order * StepMs);

    private static int Produce(string servers, string orders, string payments, CancellationToken stop)
    {
        using var producer = new LineProducer(servers);
        int order = 0;
        do
        {
            for (int i = 0; i < 100; i++, order++)
            {
                producer.Send(orders, 0, string.Create(CultureInfo.InvariantCulture, $"{order},{TimeOf(order)}"));
                if (IsPaid(order))
                {
                    producer.Send(payments, 0, string.Create(CultureInfo.InvariantCulture, $"{order},{TimeOf(order) + (order * 37 % 5000)}"));
                }
            }
        }
        while (!stop.WaitHandle.WaitOne(50));

        producer.Flush();
        return order;
    }
}
