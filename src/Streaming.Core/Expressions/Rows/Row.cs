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
    /// <param name="values">One value per field, null for NULL: the C# types of literals; arrays and lists for arrays, dictionaries for maps, rows for structs.</param>
    public Row(StructType schema, params IEnumerable<object?> values)
    {
        ArgumentNullException.ThrowIfNull(schema);
        _schema = schema;
        _values = [.. values];
        if (_values.Length != schema.Fields.Count)
        {
            throw new ArgumentException($"The schema has {schema.Fields.Count} fields, there are {_values.Length} values.", nameof(values));
        }
    }

    private Row(StructType schema, RowBatch? batch)
    {
        _schema = schema;
        _batch = batch;
    }

    /// <summary>Names and types of the values.</summary>
    public StructType Schema => _schema;

    /// <summary>Number of values.</summary>
    public int Count => _schema.Fields.Count;

    /// <summary>A value by position, null for NULL.</summary>
    public object? this[int index] => _values is not null ? _values[index] : VectorValues.Get(Batch.Columns[index], _position);

    /// <summary>A value by name, null for NULL.</summary>
    /// <exception cref="StreamingException">There is no such field.</exception>
    public object? this[string name] => this[IndexOf(name)];

    /// <summary>The batch that a row looks into.</summary>
    internal RowBatch Batch => _batch ?? throw new InvalidOperationException("This row belongs to a batch that has been processed. Keep a copy instead: call Detach() while it is processed.");

    internal bool IsView => _values is null;

    internal int Position => _position;

    /// <summary>A value as a type. NULL is the null of a type that has one, and an error for all others.</summary>
    /// <exception cref="StreamingException">The value is NULL or of another type.</exception>
    public T? Get<T>(int index) => this[index] switch
    {
        T value => value,
        null when default(T) is null => default,
        null => throw new StreamingException("ROW_VALUE_IS_NULL", $"[ROW_VALUE_IS_NULL] Found NULL in a row at the index {index}, expected a non-NULL value. SQLSTATE: 22023") { SqlState = "22023" },
        var other => throw new StreamingException("ROW_VALUE_TYPE", $"The value of {Schema.Fields[index].Name} ({Schema.Fields[index].Type}) is a {other.GetType().Name}; read it as that, not as {typeof(T).Name}."),
    };

    /// <summary>A value by name, as a type.</summary>
    /// <exception cref="StreamingException">There is no such field, or the value is NULL or of another type.</exception>
    public T? Get<T>(string name) => Get<T>(IndexOf(name));

    /// <summary>Whether a value is NULL.</summary>
    public bool IsNull(int index) => _values is not null ? _values[index] is null : Batch.Columns[index].IsNull(_position);

    /// <summary>Whether a value is NULL.</summary>
    public bool IsNull(string name) => IsNull(IndexOf(name));

    /// <summary>All values.</summary>
    public object?[] ToArray()
    {
        var values = new object?[Count];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = this[i];
        }

        return values;
    }

    /// <inheritdoc/>
    public Row Detach() => _values is not null ? this : new Row(_schema, ToArray());

    /// <summary>The values as Spark prints them: <c>[a,1,null]</c>.</summary>
    public override string ToString()
    {
        var output = new StringBuilder("[");
        for (int i = 0; i < Count; i++)
        {
            output.Append(i > 0 ? "," : "");
            RowValues.Append(output, this[i], Schema.Fields[i].Type);
        }

        return output.Append(']').ToString();
    }

    /// <summary>The same values in the same order; names do not count.</summary>
    public bool Equals(Row? other) => other is not null && RowValues.AreEqual(_values ?? ToArray(), other._values ?? other.ToArray());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Row);

    /// <inheritdoc/>
    public override int GetHashCode() => RowValues.Hash(_values ?? ToArray());

    internal static Row View(StructType schema) => new(schema, batch: null);

    internal void Show(RowBatch? batch, int position)
    {
        _batch = batch;
        _position = position;
        _schema = batch?.Schema ?? _schema;
    }

    private int IndexOf(string name)
    {
        int index = Schema.IndexOf(name);
        return index >= 0 ? index : throw new StreamingException(
            "FIELD_NOT_FOUND",
            $"[FIELD_NOT_FOUND] No such struct field `{name}` in {string.Join(", ", Schema.FieldNames.Select(known => $"`{known}`"))}. SQLSTATE: 42704") { SqlState = "42704" };
    }
}
