using System.Collections;
using System.Text;

namespace Streaming.Testing;

/// <summary>A whole record of a topic, equal to another where all its parts are.</summary>
/// <remarks>
/// A missing key and a missing value (tombstone) are bits of their own, not a default value. Bytes, in keys, values and headers, are compared by
/// content. <see cref="Offset"/> and <see cref="Topic"/> are set on records that were in a topic; use <see cref="WithoutPosition"/> to compare without them.
/// </remarks>
/// <typeparam name="TKey">The type of the key.</typeparam>
/// <typeparam name="TValue">The type of the value.</typeparam>
public readonly record struct TestRecord<TKey, TValue>
{
    private readonly IReadOnlyList<KafkaHeader>? _headers;

    /// <summary>A record without key; without value too where that is null.</summary>
    /// <param name="value">The value.</param>
    public TestRecord(TValue? value)
    {
        Value = value;
        HasValue = value is not null;
    }

    /// <summary>A record with key and value; null stands for none.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The value.</param>
    public TestRecord(TKey? key, TValue? value)
        : this(value)
    {
        Key = key;
        HasKey = key is not null;
    }

    /// <summary>A record with a key and a null value.</summary>
    public static TestRecord<TKey, TValue> Tombstone(TKey key) => new() { Key = key, HasKey = true };

    /// <summary>The key; meaningless unless <see cref="HasKey"/>.</summary>
    public TKey? Key { get; init; }

    /// <summary>False for a record without key.</summary>
    public bool HasKey { get; init; }

    /// <summary>The value; meaningless unless <see cref="HasValue"/>.</summary>
    public TValue? Value { get; init; }

    /// <summary>False for a tombstone.</summary>
    public bool HasValue { get; init; }

    /// <summary>The time in whole milliseconds; null before it was piped: the input topic's clock decides.</summary>
    public DateTimeOffset? Timestamp { get; init; }

    /// <summary>The headers; empty for none.</summary>
    public IReadOnlyList<KafkaHeader> Headers
    {
        get => _headers ?? [];
        init => _headers = value;
    }

    /// <summary>The topic; null for a record that was in none yet.</summary>
    public string? Topic { get; init; }

    /// <summary>The partition; null before it was piped: the key decides.</summary>
    public int? Partition { get; init; }

    /// <summary>The offset in the partition; null for a record that was in none yet.</summary>
    public long? Offset { get; init; }

    /// <summary>This record without topic, partition and offset.</summary>
    public TestRecord<TKey, TValue> WithoutPosition() => this with { Topic = null, Partition = null, Offset = null };

    /// <inheritdoc/>
    public bool Equals(TestRecord<TKey, TValue> other) =>
        HasKey == other.HasKey && HasValue == other.HasValue
        && (!HasKey || Same(Key, other.Key)) && (!HasValue || Same(Value, other.Value))
        && Timestamp == other.Timestamp && Topic == other.Topic && Partition == other.Partition && Offset == other.Offset
        && SameHeaders(Headers, other.Headers);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(
        HasKey ? HashOf(Key) : 0, HasValue ? HashOf(Value) : 0, Timestamp, Topic, Partition, Offset, Headers.Count);

    /// <summary>The parts that the record has.</summary>
    public override string ToString()
    {
        var text = new StringBuilder("{ ");
        text.Append(HasKey ? TextOf(Key) : "(no key)").Append(" = ").Append(HasValue ? TextOf(Value) : "(no value)");
        if (Timestamp is { } time)
        {
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $", at {time:yyyy-MM-ddTHH:mm:ss.fffZ}");
        }

        if (Topic is not null || Partition is not null)
        {
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $", in {Topic}-{Partition}");
        }

        if (Offset is { } offset)
        {
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"@{offset}");
        }

        foreach (var header in Headers)
        {
            text.Append(", ").Append(header.Key).Append(": ").Append(header.Value is { } bytes ? Encoding.UTF8.GetString(bytes) : "null");
        }

        return text.Append(" }").ToString();
    }

    private static bool Same<T>(T? left, T? right) => left is byte[] bytes && right is byte[] others ? bytes.AsSpan().SequenceEqual(others) : EqualityComparer<T>.Default.Equals(left, right);

    private static int HashOf<T>(T? value)
    {
        if (value is not byte[] bytes)
        {
            return value is null ? 0 : EqualityComparer<T>.Default.GetHashCode(value);
        }

        var hash = new HashCode();
        hash.AddBytes(bytes);
        return hash.ToHashCode();
    }

    private static bool SameHeaders(IReadOnlyList<KafkaHeader> left, IReadOnlyList<KafkaHeader> right)
    {
        if (left.Count != right.Count)
        {
            return false;
        }

        for (int i = 0; i < left.Count; i++)
        {
            if (left[i].Key != right[i].Key || !StructuralComparisons.StructuralEqualityComparer.Equals(left[i].Value, right[i].Value))
            {
                return false;
            }
        }

        return true;
    }

    private static string TextOf<T>(T? value) => value is byte[] bytes ? Convert.ToHexString(bytes) : $"{value}";
}
