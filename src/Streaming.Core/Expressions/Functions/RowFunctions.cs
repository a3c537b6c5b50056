namespace Streaming;

/// <summary>Functions that know the place of a row.</summary>
internal static class RowFunctions
{
    public const string IncreasingId = "monotonically_increasing_id";

    private const string Category = "misc";
    private const int PartitionShift = 33;

    public static IEnumerable<FunctionDefinition> All =>
    [
        Scalar.Define(Category, IncreasingId, "Numbers that rise within a partition; the upper 31 bits are the partition. Not on streams.", [], DataTypes.Long, NextId),
    ];

    private static void NextId(CallFrame f, int row)
    {
        var counter = f.KeptState<Counter>();
        f.Return(row, ((long)f.Context.WorkerNumber << PartitionShift) | counter.Next++);
    }

    private sealed class Counter
    {
        public long Next { get; set; }
    }
}
