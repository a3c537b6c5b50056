using System.Buffers;

namespace Streaming;

/// <summary>Any aggregate over the different rows of its arguments.</summary>
internal static class DistinctAccumulator
{
    public static BoundAccumulation Of(BoundAggregate aggregate)
    {
        var types = aggregate.Children.Select(argument => argument.Type).ToArray();
        return new BoundAccumulation(
            aggregate.Type, aggregate.Nullable,
            () => new RowListAccumulator(
                types, isDistinct: true, (_, _) => true, null,
                (columns, count, result) =>
                {
                    var inner = aggregate.CreateAccumulator();
                    inner.Grow(1);
                    inner.Update(columns, RowSet.All(count), new int[count]);
                    inner.Finish(0, result);
                },
                result =>
                {
                    var inner = aggregate.CreateAccumulator();
                    inner.Grow(1);
                    inner.Finish(0, result);
                }),
            [.. aggregate.Children]);
    }
}
