namespace Streaming;

/// <summary>Operations on slices inside a <see cref="FlatMapFunction{TIn,TOut}"/>.</summary>
public static class Utf8SliceExtensions
{
    /// <summary>Hands the parts between separators to a collector, as <see cref="string.Split(char, StringSplitOptions)"/> would, without a string or an array.</summary>
    /// <param name="slice">The text.</param>
    /// <param name="separator">An ASCII character.</param>
    /// <param name="output">Where the parts go.</param>
    /// <param name="options">Whether empty parts are left out and parts are trimmed of ASCII white space.</param>
    public static void Split(this Utf8Slice slice, byte separator, Collector<Utf8Slice> output, StringSplitOptions options = StringSplitOptions.None)
    {
        ArgumentNullException.ThrowIfNull(output);
        var text = slice.Span;
        int start = 0;
        while (start <= text.Length)
        {
            int length = text[start..].IndexOf(separator);
            int end = length < 0 ? text.Length : start + length;
            Add(slice, text, start, end, output, options);
            start = end + 1;
        }
    }

    private static void Add(Utf8Slice slice, ReadOnlySpan<byte> text, int start, int end, Collector<Utf8Slice> output, StringSplitOptions options)
    {
        if ((options & StringSplitOptions.TrimEntries) != 0)
        {
            var range = System.Text.Ascii.Trim(text[start..end]);
            (int offset, int length) = range.GetOffsetAndLength(end - start);
            start += offset;
            end = start + length;
        }

        if (end > start || (options & StringSplitOptions.RemoveEmptyEntries) == 0)
        {
            output.Add(slice.Slice(start, end - start));
        }
    }
}
