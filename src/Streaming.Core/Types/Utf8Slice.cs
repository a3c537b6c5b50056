using System.Text;

namespace Streaming;

/// <summary>A piece of UTF-8 text (or any bytes) inside a larger buffer: a string that costs no allocation.</summary>
/// <remarks>
/// A slice of a record is valid while its batch is processed. The engine detaches slices that it keeps (keys, state,
/// collected rows); user code that stores one outside the query calls <see cref="Detach"/>. Using a slice whose buffer
/// was reused throws, it never shows other bytes.
/// </remarks>
public readonly struct Utf8Slice : IEquatable<Utf8Slice>, IDetachable<Utf8Slice>
{
    private readonly BatchBuffer? _buffer;
    private readonly int _start;
    private readonly int _length;
    private readonly int _version;

    /// <summary>Creates a slice of a buffer.</summary>
    /// <param name="buffer">The buffer.</param>
    /// <param name="start">First byte.</param>
    /// <param name="length">Number of bytes.</param>
    public Utf8Slice(BatchBuffer buffer, int start, int length)
    {
        _buffer = buffer;
        _start = start;
        _length = length;
        _version = buffer.Version;
    }

    /// <summary>Creates a slice with memory of its own.</summary>
    /// <param name="text">The text.</param>
    public Utf8Slice(string text)
        : this(Encoding.UTF8.GetBytes(text))
    {
    }

    /// <summary>Creates a slice with memory of its own.</summary>
    /// <param name="bytes">The bytes; owned by the slice from now on.</param>
    public Utf8Slice(byte[] bytes)
        : this(new BatchBuffer(bytes), 0, bytes.Length)
    {
    }

    /// <summary>Number of bytes.</summary>
    public int Length => _length;

    /// <summary>The bytes.</summary>
    /// <exception cref="InvalidOperationException">The batch that the slice belongs to has been processed.</exception>
    public ReadOnlySpan<byte> Span
    {
        get
        {
            if (_buffer is null)
            {
                return default;
            }

            if (_buffer.Version != _version)
            {
                ThrowReused();
            }

            return new ReadOnlySpan<byte>(_buffer.Bytes, _start, _length);
        }
    }

    /// <summary>Where the bytes lie; empty slices have an empty array.</summary>
    internal byte[] Array(out int start)
    {
        _ = Span; // refuses a buffer that was reused
        start = _start;
        return _buffer?.Bytes ?? [];
    }

    /// <summary>Part of this slice; shares its memory.</summary>
    public Utf8Slice Slice(int start, int length)
    {
        if ((uint)start > (uint)_length || (uint)length > (uint)(_length - start))
        {
            throw new ArgumentOutOfRangeException(nameof(start));
        }

        return _buffer is null ? default : new Utf8Slice(_buffer, _start + start, length, _version);
    }

    private Utf8Slice(BatchBuffer buffer, int start, int length, int version)
    {
        _buffer = buffer;
        _start = start;
        _length = length;
        _version = version;
    }

    /// <inheritdoc/>
    public Utf8Slice Detach() => _buffer is null || _buffer.IsOwned ? this : new Utf8Slice(Span.ToArray());

    /// <inheritdoc/>
    public bool Equals(Utf8Slice other) => Span.SequenceEqual(other.Span);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Utf8Slice other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.AddBytes(Span);
        return hash.ToHashCode();
    }

    /// <summary>The text as a string (allocates).</summary>
    public override string ToString() => Encoding.UTF8.GetString(Span);

    /// <summary>Equal bytes.</summary>
    public static bool operator ==(Utf8Slice left, Utf8Slice right) => left.Equals(right);

    /// <summary>Different bytes.</summary>
    public static bool operator !=(Utf8Slice left, Utf8Slice right) => !left.Equals(right);

    private static void ThrowReused() => throw new InvalidOperationException(
        "This slice belongs to a batch that has been processed and whose buffer was reused. Keep a copy instead: call Detach() (or ToString()) while the record is processed.");
}
