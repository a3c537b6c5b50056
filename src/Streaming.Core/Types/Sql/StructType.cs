using System.Text;

namespace Streaming;

/// <summary>Named fields in order: the type of a struct, and the schema of a table.</summary>
/// <example><code>var schema = new StructType().Add("name", DataTypes.String).Add("age", DataTypes.Integer, nullable: false);</code></example>
public sealed partial class StructType : DataType
{
    /// <summary>Creates a struct of fields.</summary>
    public StructType(params IEnumerable<StructField> fields) => Fields = [.. fields];

    /// <summary>The fields.</summary>
    public IReadOnlyList<StructField> Fields { get; }

    /// <summary>The names of the fields.</summary>
    public IEnumerable<string> FieldNames => Fields.Select(f => f.Name);

    /// <summary>The first column that is the event time of a DataFrame, or a window of it; -1 where none is.</summary>
    internal int EventTimeColumn
    {
        get
        {
            for (int i = 0; i < Fields.Count; i++)
            {
                if (Fields[i].WatermarkDelayMs is not null)
                {
                    return i;
                }
            }

            return -1;
        }
    }

    /// <inheritdoc/>
    public override string SimpleString => $"struct<{string.Join(',', Fields.Select(f => $"{f.Name}:{f.Type.SimpleString}"))}>";

    /// <inheritdoc/>
    public override string Sql => $"STRUCT<{string.Join(", ", Fields.Select(f => f.Sql(": ")))}>";

    /// <inheritdoc/>
    public override string Json => $"{{\"type\":\"struct\",\"fields\":[{string.Join(',', Fields.Select(f => f.Json))}]}}";

    /// <inheritdoc/>
    public override string TypeName => "struct";

    /// <summary>The schema of a C# type: the public properties of a record or class, <c>_1</c>, <c>_2</c>, ... of a tuple, one column <c>value</c> for a single value.</summary>
    /// <remarks>Value types are not nullable, all others are. A <c>[Column("name")]</c> gives another name.</remarks>
    /// <exception cref="StreamingException">A property has a type that no SQL type stands for.</exception>
    public static StructType Of<T>() => TypeSchemas.Of(typeof(T));

    /// <summary>These fields and one more.</summary>
    public StructType Add(string name, DataType type, bool nullable = true) => Add(new StructField(name, type, nullable));

    /// <summary>These fields and one more.</summary>
    public StructType Add(StructField field) => new(Fields.Append(field));

    /// <summary>The index of a field, -1 where there is none. Names are compared exactly.</summary>
    public int IndexOf(string name)
    {
        for (int i = 0; i < Fields.Count; i++)
        {
            if (Fields[i].Name == name)
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>The columns as DDL: <c>name STRING,age INT NOT NULL</c>.</summary>
    public string ToDdl() => string.Join(',', Fields.Select(field => field.Sql(" ")));

    /// <summary>The tree that <see cref="PrintSchema"/> prints.</summary>
    /// <param name="depth">How many levels are shown.</param>
    public string TreeString(int depth = int.MaxValue)
    {
        var output = new StringBuilder("root\n");
        SchemaTree.Append(output, this, " |", depth);
        return output.ToString();
    }

    /// <summary>Prints the schema as a tree, an empty line behind it.</summary>
    /// <param name="output">Where to; the console without one.</param>
    public void PrintSchema(TextWriter? output = null) => (output ?? Console.Out).Write(TreeString() + "\n");

    /// <inheritdoc/>
    public override bool Equals(DataType? other) => other is StructType type && type.Fields.SequenceEqual(Fields);

    /// <inheritdoc/>
    public override int GetHashCode() => Fields.Aggregate(17, (hash, field) => HashCode.Combine(hash, field));
}
