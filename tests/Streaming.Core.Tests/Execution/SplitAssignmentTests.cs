namespace Streaming.Core.Tests;

public sealed class SplitAssignmentTests
{
    [Fact]
    public void APartitionStaysWithItsWorker()
    {
        var assignment = new SplitAssignment(2, 0);
        var first = assignment.Assign([new("t", 0, 0, 1), new("t", 1, 0, 1), new("t", 2, 0, 1)]);
        var second = assignment.Assign([new("t", 2, 1, 2), new("t", 3, 0, 1)]);
        Assert.Equal([0, 2], first[0].Select(split => split.Partition));
        Assert.Equal([1], first[1].Select(split => split.Partition));
        Assert.Equal([2], second[0].Select(split => split.Partition));
        Assert.Equal([3], second[1].Select(split => split.Partition));
    }

    [Fact]
    public void SourcesOfOnePartitionGoToDifferentWorkers()
    {
        Assert.Single(new SplitAssignment(2, 0).Assign([new("a", 0, 0, 1)])[0]);
        Assert.Single(new SplitAssignment(2, 1).Assign([new("b", 0, 0, 1)])[1]);
    }
}
