using System.ComponentModel.DataAnnotations.Schema;
using System.Linq.Expressions;
using System.Reflection;

namespace Streaming;

/// <summary>Makes typed records of the rows of columns; compiled once per query.</summary>
internal sealed class RecordMaker<T>
{
    private readonly Func<ColumnVector[], int, T> _make;

    private RecordMaker(Func<ColumnVector[], int, T> make, bool[] used)
    {
        _make = make;
        Used = used;
    }

    /// <summary>Which columns the records take.</summary>
    public bool[] Used { get; }

    public T Make(ColumnVector[] columns, int row) => _make(columns, row);

    /// <summary>Matches columns to constructor parameters and properties by name, to a tuple by position; a type of one value takes the only column.</summary>
    /// <exception cref="StreamingException">A column is missing or its type does not fit.</exception>
    public static RecordMaker<T> Create(StructType schema)
    {
        var columns = Expression.Parameter(typeof(ColumnVector[]), "columns");
        var row = Expression.Parameter(typeof(int), "row");
        var used = new bool[schema.Fields.Count];
        Expression body;
        if (typeof(T) == typeof(Row))
        {
            body = Expression.Call(typeof(RecordMaker<T>), nameof(ToRow), null, Expression.Constant(schema), columns, row);
            Array.Fill(used, true);
        }
        else if (!CellText.HasColumns(typeof(T)))
        {
            if (schema.Fields.Count != 1)
            {
                throw new StreamingException("UNSUPPORTED_DESERIALIZER.FIELD_NUMBER_MISMATCH",
                    $"[UNSUPPORTED_DESERIALIZER.FIELD_NUMBER_MISMATCH] The deserializer is not supported: try to map {schema.Sql} to {TypeNames.Of(typeof(T))}, but failed as the number of fields does not line up: select one column first. SQLSTATE: 0A000") { SqlState = "0A000" };
            }

            body = Cell(typeof(T), 0);
        }
        else
        {
            body = Record();
        }

        return new RecordMaker<T>(Expression.Lambda<Func<ColumnVector[], int, T>>(body, columns, row).Compile(), used);

        Expression Cell(Type type, int index)
        {
            used[index] = true;
            return Expression.Call(typeof(RecordMaker<T>), nameof(ReadCell), [type], Expression.ArrayIndex(columns, Expression.Constant(index)), row);
        }

        Expression Record()
        {
            var type = typeof(T);
            bool isTuple = type.Namespace == nameof(System) && type.IsGenericType && type.Name.Contains("Tuple`", StringComparison.Ordinal);
            var constructor = type.GetConstructors().OrderByDescending(candidate => candidate.GetParameters().Length)
                .FirstOrDefault(candidate => !(candidate.GetParameters() is [var only] && only.ParameterType == type));
            var arguments = new List<Expression>();
            var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
            if (constructor is not null)
            {
                var parameters = constructor.GetParameters();
                for (int i = 0; i < parameters.Length; i++)
                {
                    var member = type.GetProperty(parameters[i].Name!, BindingFlags.Public | BindingFlags.Instance | BindingFlags.IgnoreCase);
                    string name = member?.GetCustomAttribute<ColumnAttribute>()?.Name ?? parameters[i].Name!;
                    arguments.Add(Cell(parameters[i].ParameterType, isTuple && i < schema.Fields.Count ? i : Find(name)));
                    taken.Add(parameters[i].Name!);
                }
            }

            Expression made = constructor is null ? Expression.New(type) : Expression.New(constructor, arguments);
            var bindings = new List<MemberBinding>();
            foreach (var property in type.GetProperties().Where(property => property is { CanWrite: true, SetMethod.IsPublic: true } && property.GetIndexParameters().Length == 0 && !taken.Contains(property.Name)))
            {
                bindings.Add(Expression.Bind(property, Cell(property.PropertyType, Find(property.GetCustomAttribute<ColumnAttribute>()?.Name ?? property.Name))));
            }

            return bindings.Count == 0 ? made : Expression.MemberInit((NewExpression)made, bindings);
        }

        int Find(string name)
        {
            for (int i = 0; i < schema.Fields.Count; i++)
            {
                if (string.Equals(schema.Fields[i].Name, name, StringComparison.OrdinalIgnoreCase))
                {
                    return i;
                }
            }

            throw new StreamingException("UNRESOLVED_COLUMN.WITH_SUGGESTION",
                $"[UNRESOLVED_COLUMN.WITH_SUGGESTION] A column, variable, or function parameter with name `{name}` cannot be resolved. Did you mean one of the following? [{string.Join(", ", schema.Fields.Select(field => $"`{field.Name}`"))}]. SQLSTATE: 42703") { SqlState = "42703" };
        }
    }

    private static TCell ReadCell<TCell>(ColumnVector vector, int row) => SqlCells.Read(SqlCell<TCell>.Instance, vector, row);

    private static Row ToRow(StructType schema, ColumnVector[] columns, int row) => new(schema, [.. columns.Select(column => VectorValues.Get(column, row))]);
}
