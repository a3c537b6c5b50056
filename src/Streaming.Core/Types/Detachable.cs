namespace Streaming;

/// <summary>Detaches values of any type, tuples, <see cref="KeyValue{TKey, TValue}"/> and <see cref="KeyCount{TKey}"/> with all their parts; does nothing for those that own their memory.</summary>
public static class Detachable
{
    /// <summary>Returns a value that may be kept after the batch.</summary>
    public static T Detach<T>(T value) => Cache<T>.Detach is { } detach ? detach(value) : value;

    private static class Cache<T>
    {
        public static readonly Func<T, T>? Detach = Make();

        private static Func<T, T>? Make()
        {
            if (!typeof(IDetachable<T>).IsAssignableFrom(typeof(T)))
            {
                return DetachableParts.Make<T>();
            }

            return typeof(T).GetMethod(nameof(IDetachable<T>.Detach), Type.EmptyTypes) is { } method && typeof(T).IsValueType
                ? Wrap(method.CreateDelegate<StructDetach<T>>())
                : value => ((IDetachable<T>)value!).Detach();
        }

        private static Func<T, T> Wrap(StructDetach<T> detach) => value => detach(ref value);
    }

    private delegate T StructDetach<T>(ref T value);
}
