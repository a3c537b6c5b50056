using BenchmarkDotNet.Running;

namespace Streaming.Benchmarks;

internal static class Program
{
    /// <summary>Without arguments asks which benchmarks to run; <c>--filter '*'</c> runs all, <c>--job short</c> faster and less exactly.</summary>
    public static void Main(string[] args) => BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
}
