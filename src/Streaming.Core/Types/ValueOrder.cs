namespace Streaming;

/// <summary>The order of values as Spark has it: NaN after all other numbers, text by the bytes of its UTF-8.</summary>
internal static class ValueOrder<T>
{
    /// <summary>Compares values that are not null.</summary>
    public static readonly Comparison<T> Compare = (Comparison<T>?)(object?)(
        typeof(T) == typeof(double) ? new Comparison<double>(Doubles)
        : typeof(T) == typeof(double?) ? new Comparison<double?>((left, right) => Doubles(left!.Value, right!.Value))
        : typeof(T) == typeof(float) ? new Comparison<float>((left, right) => Doubles(left, right))
        : typeof(T) == typeof(float?) ? new Comparison<float?>((left, right) => Doubles(left!.Value, right!.Value))
        : typeof(T) == typeof(string) ? new Comparison<string>(Texts)
        : typeof(T) == typeof(Utf8Slice) ? new Comparison<Utf8Slice>((left, right) => left.Span.SequenceCompareTo(right.Span))
        : null) ?? Comparer<T>.Default.Compare;

    // .NET sorts NaN first.
    private static int Doubles(double left, double right) =>
        double.IsNaN(left) || double.IsNaN(right) ? double.IsNaN(left).CompareTo(double.IsNaN(right)) : left.CompareTo(right);

    // UTF-16 and UTF-8 order differ only where a surrogate meets a character above the surrogates.
    private static int Texts(string left, string right)
    {
        int length = Math.Min(left.Length, right.Length);
        for (int i = 0; i < length; i++)
        {
            char a = left[i];
            char b = right[i];
            if (a != b)
            {
                return char.IsSurrogate(a) != char.IsSurrogate(b) ? char.IsSurrogate(a).CompareTo(char.IsSurrogate(b)) : a.CompareTo(b);
            }
        }

        return left.Length.CompareTo(right.Length);
    }
}
