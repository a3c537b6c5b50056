namespace Streaming;

/// <summary>Sessions whose gap each record says for itself; made by <see cref="SessionWindow.Of{T}(Func{T, TimeSpan})"/>.</summary>
/// <typeparam name="T">The type of the records.</typeparam>
public sealed class SessionWindow<T>
{
    internal SessionWindow(Func<T, TimeSpan> gap) => Gap = gap;

    /// <summary>The gap of a record.</summary>
    public Func<T, TimeSpan> Gap { get; }

    /// <inheritdoc/>
    public override string ToString() => "session with a gap of each record";
}
