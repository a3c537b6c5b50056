namespace Streaming;

/// <summary>A record's next step inside a fused stage: one virtual call per record and operator, no batch in between.</summary>
/// <typeparam name="T">The type of the records.</typeparam>
internal abstract class Link<T>
{
    public abstract void Push(T value);
}
