namespace Streaming;

/// <summary>Bounded rows that fill state before the first epoch; read when they are first asked for, once for all workers.</summary>
internal sealed class InitialRows<T>(Func<IReadOnlyList<T>> read)
{
    private readonly Lazy<IReadOnlyList<T>> _rows = new(read);

    public IReadOnlyList<T> Rows => _rows.Value;
}
