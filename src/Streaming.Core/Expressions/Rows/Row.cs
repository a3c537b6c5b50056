using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Streaming;

/// <summary>A row of a DataFrame, as sinks and user code see it: values by position or name, and their types.</summary>
/// <remarks>
/// C# types of the values: bool, sbyte, short, int, long, float, double, <see cref="SqlDecimal"/>, string, byte[], DateOnly, DateTimeOffset (timestamp), DateTime (timestamp_ntz),
/// TimeSpan (day-time interval), int (months of a year-month interval), <see cref="Interval"/>, object?[] (array), Dictionary&lt;object, object?&gt; (map), <see cref="Row"/> (struct).
/// Inside the engine there are no rows but columns: a row that a sink's writer is handed looks into the batch and is valid during the call; what keeps it calls <see cref="Detach"/>.
/// </remarks>
[SuppressMessage("Naming", "CA1710:Identifiers should have correct suffix", Justification = "Spark's name.")]
public sealed class Row : IDetachable<Row>, IEquatable<Row>
{
    private readonly object?[]? _values;
    private RowBatch? _batch;
    private StructType _schema;
    private int _position;

    /// <summary>Makes a row of values.</summary>
    /// <param name="schema">Names and types.</param>
    /// <param name="values">A value for each field.</param>
    public Row(StructType schema, params object?[] values)
    {
        ArgumentNullException.ThrowIfNull(schema);
        ArgumentNullException.ThrowIfNull(values);
        if (values.Length != schema.Fields.Count)
        {
            throw new ArgumentException($"The schema has {schema.Fields.Count} fields, the row {values.Length} values.", nameof(values));
        }

        _schema = schema;
        _values = values;
    }

    internal Row(StructType schema) => _schema = schema;

    /// <summary>Names and types of the values.</summary>
    public StructType Schema => _schema;

    /// <summary>Number of values.</summary>
    public int Length => _schema.Fields.Count;

    /// <summary>A value by position, null for NULL.</summary>
    public object? this[int index] => _values is not null ? _values[index] : VectorValues.Get(Batch.Columns[index], _position);

    /// <summary>A value by name (case does not matter), null for NULL.</summary>
    /// <exception cref="StreamingException">There is no such field.</exception>
    public object? this[string name] => this[IndexOf(name)];

    /// <summary>The batch that a row looks into.</summary>
    internal RowBatch Batch => _batch ?? throw new InvalidOperationException("This row belongs to a batch that has been processed. Keep a copy instead: call Detach() while it is processed.");

    internal bool IsView => _values is null;

    internal int Position => _position;

    /// <summary>A value by position as a C# type.</summary>
    public T Get<T>(int index) => this[index] is { } value ? (T)value : default(T) is null ? default! : throw new InvalidOperationException($"The column '{_schema.Fields[index].Name}' is NULL; ask IsNull first, or Get<{TypeNames.Of(typeof(T))}?>.");

    /// <summary>A value by name as a C# type.</summary>
    public T Get<T>(string name) => Get<T>(IndexOf(name));

    /// <summary>Whether a value is NULL.</summary>
    public bool IsNull(int index) => _values is not null ? _values[index] is null : Batch.Columns[index].IsNull(_position);

    /// <inheritdoc/>
    public Row Detach()
    {
        if (_values is not null)
        {
            return this;
        }

        var values = new object?[Length];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = this[i];
        }

        return new Row(_schema, values);
    }

    /// <summary>The values in brackets, as Spark prints a row: <c>[a,1]</c>.</summary>
    public override string ToString()
    {
        var text = new StringBuilder("[");
        for (int i = 0; i < Length; i++)
        {
            if (i > 0)
            {
                text.Append(',');
            }

            RowText.Append(text, this[i], _schema.Fields[i].Type);
        }

        return text.Append(']').ToString();
    }

    /// <summary>The same values in the same order; names do not count.</summary>
    public bool Equals(Row? other)
    {
        if (other is null || other.Length != Length)
        {
            return false;
        }

        for (int i = 0; i < Length; i++)
        {
            if (!VectorValues.AreEqual(this[i], other[i]))
            {
                return false;
            }
        }

        return true;
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Row);

    /// <inheritdoc/>
    public override int GetHashCode() => Length == 0 ? 0 : HashCode.Combine(Length, VectorValues.HashOf(this[0]));

    internal void Show(RowBatch? batch, int position)
    {
        _batch = batch;
        _position = position;
        _schema = batch?.Schema ?? _schema;
    }

    private int IndexOf(string name)
    {
        for (int i = 0; i < _schema.Fields.Count; i++)
        {
            if (string.Equals(_schema.Fields[i].Name, name, StringComparison.OrdinalIgnoreCase))
            {
                return i;
            }
        }

        throw new StreamingException("FIELD_NOT_FOUND", $"[FIELD_NOT_FOUND] No such struct field `{name}` in {string.Join(", ", _schema.Fields.Select(field => $"`{field.Name}`"))}. SQLSTATE: 42704") { SqlState = "42704" };
    }
}
