using System.Globalization;
using System.Text;

namespace Streaming;

/// <summary>A row with its schema, as it leaves or enters a DataFrame. Equal to a row with equal values.</summary>
/// <example><code>string? name = row.Get&lt;string&gt;("name"); int age = row.Get&lt;int&gt;(1);</code></example>
public sealed class Row : IEquatable<Row>
{
    private readonly object?[] _values;

    /// <summary>Creates a row.</summary>
    /// <param name="schema">Names and types.</param>
    /// <param name="values">One value per field, null for NULL: the C# types of literals; arrays and lists for arrays, dictionaries for maps, rows for structs.</param>
    public Row(StructType schema, params IEnumerable<object?> values)
    {
        ArgumentNullException.ThrowIfNull(schema);
        Schema = schema;
        _values = [.. values];
        if (_values.Length != schema.Fields.Count)
        {
            throw new ArgumentException($"The schema has {schema.Fields.Count} fields, there are {_values.Length} values.", nameof(values));
        }
    }

    /// <summary>Names and types.</summary>
    public StructType Schema { get; }

    /// <summary>How many fields there are.</summary>
    public int Count => _values.Length;

    /// <summary>A value; null for NULL.</summary>
    public object? this[int index] => _values[index];

    /// <summary>A value by name; null for NULL.</summary>
    public object? this[string name] => _values[IndexOf(name)];

    /// <summary>Whether a value is NULL.</summary>
    public bool IsNull(int index) => _values[index] is null;

    /// <summary>Whether a value is NULL.</summary>
    public bool IsNull(string name) => _values[IndexOf(name)] is null;

    /// <summary>A value as a type. NULL is the null of a type that has one, and an error for all others.</summary>
    /// <exception cref="StreamingException">The value is NULL or of another type.</exception>
    public T? Get<T>(int index) => _values[index] switch
    {
        T value => value,
        null when default(T) is null => default,
        null => throw new StreamingException("ROW_VALUE_IS_NULL", $"[ROW_VALUE_IS_NULL] Found NULL in a row at the index {index}, expected a non-NULL value. SQLSTATE: 22023") { SqlState = "22023" },
        var other => throw new StreamingException("ROW_VALUE_TYPE", $"The value of {Schema.Fields[index].Name} ({Schema.Fields[index].Type}) is a {other.GetType().Name}; read it as that, not as {typeof(T).Name}."),
    };

    /// <summary>A value by name, as a type.</summary>
    /// <exception cref="StreamingException">There is no such field, or the value is NULL or of another type.</exception>
    public T? Get<T>(string name) => Get<T>(IndexOf(name));

    /// <summary>All values.</summary>
    public object?[] ToArray() => [.. _values];

    /// <inheritdoc/>
    public bool Equals(Row? other) => other is not null && RowValues.AreEqual(_values, other._values);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Row);

    /// <inheritdoc/>
    public override int GetHashCode() => RowValues.Hash(_values);

    /// <summary>The values as Spark prints them: <c>[a,1,null]</c>.</summary>
    public override string ToString()
    {
        var output = new StringBuilder("[");
        for (int i = 0; i < _values.Length; i++)
        {
            output.Append(i > 0 ? "," : "");
            RowValues.Append(output, _values[i], Schema.Fields[i].Type);
        }

        return output.Append(']').ToString();
    }

    private int IndexOf(string name)
    {
        int index = Schema.IndexOf(name);
        return index >= 0 ? index : throw new StreamingException(
            "FIELD_NOT_FOUND",
            string.Create(CultureInfo.InvariantCulture, $"[FIELD_NOT_FOUND] No such struct field `{name}` in {string.Join(", ", Schema.FieldNames.Select(known => $"`{known}`"))}. SQLSTATE: 42704")) { SqlState = "42704" };
    }
}
