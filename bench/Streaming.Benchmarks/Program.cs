using BenchmarkDotNet.Running;

namespace Streaming.Benchmarks;

internal static class Program
{
    /// <summary>
    /// <c>engine</c> measures what the engine costs without a Kafka client (see <see cref="EngineCost"/>), <c>state</c> what many keys cost (see <see cref="StateCost"/>), <c>joins</c> what joins cost, <c>keyed</c> what functions with state cost. Otherwise BenchmarkDotNet: without arguments it asks which
    /// benchmarks to run; <c>--filter '*'</c> runs all, <c>--job short</c> faster and less exactly.
    /// </summary>
    public static async Task Main(string[] args)
    {
        if (args is ["engine"])
        {
            await EngineCost.RunAsync(Console.Out);
            return;
        }

        if (args is ["keyed"])
        {
            await KeyedStateCost.RunAsync(Console.Out, EngineCost.Keys());
            return;
        }

        if (args is ["joins"])
        {
            JoinBenchmarks.PrintCpu(Console.Out);
            return;
        }

        if (args is ["state", ..])
        {
            await StateCost.RunAsync(args[1..], Console.Out);
            return;
        }

        BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
    }
}
