namespace Streaming;

/// <summary>Converts one value that is not NULL; false where the wanted type cannot hold it.</summary>
internal delegate bool CastFunction<in TIn, TOut>(TIn value, EvaluationContext context, out TOut result);

/// <summary>Converts one text; false where it is no such value.</summary>
internal delegate bool TextCast<TOut>(ReadOnlySpan<byte> text, EvaluationContext context, out TOut result);

/// <summary>Writes one value as text; returns the bytes written.</summary>
internal delegate int TextOf<in TIn>(TIn value, EvaluationContext context, Span<byte> output);
