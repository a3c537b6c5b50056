namespace Streaming;

/// <summary>Each row once for every grouping set: the columns of the input, then the keys (NULL where a set leaves one out), the bits of the keys left out, and the number of the set.</summary>
public sealed class ExpandNode : RowNode
{
    internal ExpandNode(RowNode input, IReadOnlyList<NamedExpression> keys, IReadOnlyList<IReadOnlyList<int>> sets, StructType schema)
        : base("Expand", schema, input)
    {
        Input = input;
        Keys = keys;
        Sets = sets;
    }

    /// <summary>The input.</summary>
    public RowNode Input { get; }

    /// <summary>The keys of all sets.</summary>
    public IReadOnlyList<NamedExpression> Keys { get; }

    /// <summary>The sets, each as places of keys.</summary>
    public IReadOnlyList<IReadOnlyList<int>> Sets { get; }

    /// <inheritdoc/>
    public override string Detail => $"grouping sets [{string.Join(", ", Sets.Select(set => $"({string.Join(", ", set.Select(key => Keys[key]))})"))}]";

    /// <summary>The bits of the keys that a set leaves out, the first key's bit highest: <c>grouping_id()</c>.</summary>
    internal long Id(int set) => Enumerable.Range(0, Keys.Count).Sum(key => Sets[set].Contains(key) ? 0 : 1L << (Keys.Count - 1 - key));

    /// <inheritdoc/>
    public override TResult Accept<TArgument, TResult>(IPlanVisitor<TArgument, TResult> visitor, TArgument argument) => visitor.VisitExpand(this, argument);
}
