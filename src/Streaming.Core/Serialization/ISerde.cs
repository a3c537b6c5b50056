using System.Buffers;

namespace Streaming;

/// <summary>Turns values of type <typeparamref name="T"/> into bytes and back.</summary>
/// <remarks>
/// Used for Kafka keys and values, for the keys of state and for state values. An implementation is stateless and
/// safe to call from several threads. Null is never passed in and never returned: absence is kept outside the
/// bytes. Two values used as keys are equal exactly when their bytes are equal, so the encoding must be canonical.
/// </remarks>
/// <typeparam name="T">The type of the values.</typeparam>
public interface ISerde<T>
{
    /// <summary>Appends the bytes of <paramref name="value"/> to <paramref name="output"/>.</summary>
    /// <param name="value">The value, not null.</param>
    /// <param name="output">Where to write; reused by the caller.</param>
    void Write(T value, ArrayBufferWriter<byte> output);

    /// <summary>Reads a value from exactly the bytes that <see cref="Write"/> wrote.</summary>
    /// <param name="data">The bytes; valid only during the call, so whatever is kept must be copied.</param>
    /// <returns>The value.</returns>
    /// <exception cref="FormatException">The bytes are no value of this type.</exception>
    T Read(ReadOnlySpan<byte> data);
}
