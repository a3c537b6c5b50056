namespace Streaming;

/// <summary>Takes the records that a <see cref="FlatMapFunction{TIn,TOut}"/> makes from one record.</summary>
/// <typeparam name="T">The type of the records.</typeparam>
public abstract class Collector<T>
{
    private protected Collector()
    {
    }

    /// <summary>Hands a record on.</summary>
    public abstract void Add(T value);
}
