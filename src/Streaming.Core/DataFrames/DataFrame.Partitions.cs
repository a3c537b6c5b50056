using System.Globalization;

namespace Streaming;

/// <content>Which worker has which rows.</content>
public sealed partial class DataFrame
{
    /// <summary>Spreads the rows evenly over a number of partitions, so that what follows runs on as many workers.</summary>
    /// <param name="partitions">At least 1.</param>
    public DataFrame Repartition(int partitions) => Repartitioned(partitions, [], isCoalesce: false);

    /// <summary>Brings rows with equal values of some columns to one partition.</summary>
    /// <param name="partitions">At least 1.</param>
    /// <param name="first">A column.</param>
    /// <param name="others">More of them.</param>
    public DataFrame Repartition(int partitions, Column first, params Column[] others)
    {
        ArgumentNullException.ThrowIfNull(others);
        return Repartitioned(partitions, [first, .. others], isCoalesce: false);
    }

    /// <summary>Brings rows with equal values of some columns, given by name, to one partition.</summary>
    /// <param name="partitions">At least 1.</param>
    /// <param name="first">A column.</param>
    /// <param name="others">More of them.</param>
    public DataFrame Repartition(int partitions, string first, params string[] others)
    {
        ArgumentNullException.ThrowIfNull(others);
        return Repartition(partitions, Functions.Col(first), [.. others.Select(Functions.Col)]);
    }

    /// <summary>Brings rows with equal values of some columns to one partition, of which there are as many as <c>spark.sql.shuffle.partitions</c> says.</summary>
    public DataFrame Repartition(Column first, params Column[] others) => Repartition(ShufflePartitions, first, others);

    /// <summary>Puts partitions together so that there are at most a number; 1 brings all rows to one worker, which writes one file.</summary>
    /// <param name="partitions">At least 1.</param>
    public DataFrame Coalesce(int partitions) => Repartitioned(partitions, [], isCoalesce: true);

    private int ShufflePartitions => int.TryParse(Session.Configuration.Get(ConfigurationNames.ShufflePartitions), CultureInfo.InvariantCulture, out int partitions) ? partitions : 200;

    private DataFrame Repartitioned(int partitions, Column[] keys, bool isCoalesce)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(partitions, 1);
        var resolved = keys.Select(key => Resolve(key.Bare)).ToList();
        var binder = new Binder(Schema, IsAnsi);
        resolved.ForEach(key => binder.Bind(key));
        return With(new RowRepartitionNode(Node, partitions, resolved, isCoalesce));
    }
}
