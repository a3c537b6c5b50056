using System.Globalization;

namespace Streaming;

/// <summary>Numbers from a start to an end, in one column <c>id</c>.</summary>
public sealed class RangeNode : RowSourceNode
{
    internal RangeNode(long start, long end, long step)
        : base("Range", "range", RangeSource.Schema, new Dictionary<string, string>(), isStreaming: false)
    {
        Start = start;
        End = end;
        Step = step;
    }

    /// <summary>The first number.</summary>
    public long Start { get; }

    /// <summary>Where the numbers end, exclusive.</summary>
    public long End { get; }

    /// <summary>Distance of two numbers; not 0.</summary>
    public long Step { get; }

    /// <inheritdoc/>
    public override string Detail => string.Create(CultureInfo.InvariantCulture, $"{Start} to {End}, step {Step}");

    internal override IRowSource CreateSource(SourceContext context) => new RangeSource(Start, End, Step);
}
