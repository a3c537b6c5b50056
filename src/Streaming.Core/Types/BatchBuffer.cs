namespace Streaming;

/// <summary>Bytes that many values of one batch look into; reused for later batches.</summary>
/// <remarks>
/// Every reuse raises <see cref="Version"/>; a value remembers the version it was made with, so that one which was kept too
/// long is found out instead of showing another record's bytes.
/// </remarks>
public sealed class BatchBuffer
{
    /// <summary>Creates a buffer.</summary>
    /// <param name="capacity">Initial size in bytes.</param>
    public BatchBuffer(int capacity) => Bytes = new byte[capacity];

    /// <summary>Creates a buffer over bytes that are never reused.</summary>
    /// <param name="bytes">The bytes; owned by the buffer from now on.</param>
    public BatchBuffer(byte[] bytes)
    {
        Bytes = bytes;
        Length = bytes.Length;
        IsOwned = true;
    }

    /// <summary>The bytes; only the first <see cref="Length"/> are in use.</summary>
    public byte[] Bytes { get; private set; }

    /// <summary>Bytes in use.</summary>
    public int Length { get; private set; }

    /// <summary>Rises each time the buffer is cleared for reuse.</summary>
    public int Version { get; private set; }

    /// <summary>True where the buffer is never reused, so that values over it need not be detached.</summary>
    public bool IsOwned { get; }

    /// <summary>Appends bytes and returns where they start.</summary>
    public int Append(ReadOnlySpan<byte> data)
    {
        int start = Length;
        if (Bytes.Length - start < data.Length)
        {
            Grow(data.Length);
        }

        data.CopyTo(Bytes.AsSpan(start));
        Length = start + data.Length;
        return start;
    }

    /// <summary>Makes room for <paramref name="count"/> bytes to be filled in by the caller and returns where they start.</summary>
    public int Reserve(int count)
    {
        int start = Length;
        if (Bytes.Length - start < count)
        {
            Grow(count);
        }

        Length = start + count;
        return start;
    }

    /// <summary>Empties the buffer for the next batch; values made before become invalid.</summary>
    public void Clear()
    {
        if (IsOwned)
        {
            throw new InvalidOperationException("An owned buffer is not reused.");
        }

        Length = 0;
        Version++;
    }

    // The old array is left to values that look into it: they check the version, not the array.
    private void Grow(int count)
    {
        long wanted = Math.Max((long)Bytes.Length * 2, (long)Length + count);
        if (wanted > Array.MaxLength)
        {
            wanted = Math.Max((long)Length + count, Array.MaxLength);
        }

        var bytes = Bytes;
        Array.Resize(ref bytes, checked((int)wanted));
        Bytes = bytes;
    }
}
