using System.ComponentModel.DataAnnotations.Schema;
using System.Linq.Expressions;
using System.Reflection;
using System.Text;

namespace Streaming;

/// <summary>The columns of rows of type <typeparamref name="T"/>: their names, and their texts as Spark prints them.</summary>
/// <remarks>
/// A tuple has the columns <c>_1</c>, <c>_2</c>, ...; a record, class or struct its public properties in declaration order
/// (a <c>[Column("name")]</c> gives another name); a <see cref="KafkaRecord"/> Spark's Kafka columns; any other type the one column <c>value</c>.
/// </remarks>
/// <typeparam name="T">The type of the rows.</typeparam>
public sealed class RowColumns<T>
{
    private static RowColumns<T>? _instance;
    private readonly RowColumn<T>[] _columns;

    private RowColumns(RowColumn<T>[] columns)
    {
        _columns = columns;
        Names = [.. columns.Select(column => column.Name)];
    }

    /// <summary>The columns; made at first use.</summary>
    public static RowColumns<T> Instance => _instance ??= new RowColumns<T>(Make());

    /// <summary>The names, in order.</summary>
    public IReadOnlyList<string> Names { get; }

    internal IReadOnlyList<RowColumn<T>> Cells => _columns;

    /// <summary>Appends the text of a cell; <c>NULL</c> for null.</summary>
    public void AppendText(T row, int column, StringBuilder output)
    {
        ArgumentNullException.ThrowIfNull(output);
        if (row is null)
        {
            output.Append(CellText.Null);
            return;
        }

        _columns[column].AppendText(row, output);
    }

    /// <summary>The value of a cell, boxed.</summary>
    public object? Value(T row, int column) => row is null ? null : _columns[column].Value(row);

    private static RowColumn<T>[] Make()
    {
        var type = typeof(T);
        if (typeof(IColumnRow<T>).IsAssignableFrom(type))
        {
            return (RowColumn<T>[])typeof(ColumnRow).GetMethod(nameof(ColumnRow.Columns))!.MakeGenericMethod(type).Invoke(null, null)!;
        }

        if (!CellText.HasColumns(type))
        {
            return [new RowColumn<T, T>("value", row => row)];
        }

        var row = Expression.Parameter(type, "row");
        bool isTuple = type.Namespace == nameof(System) && type.IsGenericType;
        var cells = new List<(string Name, Expression Cell)>();
        Collect(type, row, isTuple && !type.Name.StartsWith("KeyValuePair", StringComparison.Ordinal), cells);
        return [.. cells.Select(cell => (RowColumn<T>)Activator.CreateInstance(
            typeof(RowColumn<,>).MakeGenericType(type, cell.Cell.Type),
            cell.Name,
            Expression.Lambda(typeof(Func<,>).MakeGenericType(type, cell.Cell.Type), cell.Cell, row).Compile())!)];
    }

    private static void Collect(Type type, Expression row, bool isTuple, List<(string Name, Expression Cell)> cells)
    {
        foreach (var member in TypeMembers.Readable(type))
        {
            var cell = Expression.MakeMemberAccess(row, member);
            if (isTuple && member.Name == "Rest")
            {
                Collect(cell.Type, cell, isTuple, cells);
                continue;
            }

            string name = isTuple ? $"_{cells.Count + 1}" : member.GetCustomAttribute<ColumnAttribute>()?.Name ?? member.Name;
            cells.Add((name, cell));
        }
    }
}

/// <summary>What a column is called and which C# type its cells have.</summary>
internal interface IRowColumn
{
    string Name { get; }

    Type CellType { get; }
}

internal abstract class RowColumn<T>(string name) : IRowColumn
{
    public string Name { get; } = name;

    public abstract Type CellType { get; }

    public abstract void AppendText(T row, StringBuilder output);

    public abstract object? Value(T row);

    /// <summary>Shows the column with the type of its cells.</summary>
    public abstract TResult Accept<TResult>(IRowColumnVisitor<T, TResult> visitor);
}

internal sealed class RowColumn<T, TCell>(string name, Func<T, TCell> get) : RowColumn<T>(name)
{
    private CellText<TCell>? _text;

    public override Type CellType => typeof(TCell);

    public override void AppendText(T row, StringBuilder output) => (_text ??= CellText<TCell>.Instance).Append(output, get(row));

    public override object? Value(T row) => get(row);

    public override TResult Accept<TResult>(IRowColumnVisitor<T, TResult> visitor) => visitor.Visit(Name, get);
}

/// <summary>Sees a column with the type of its cells.</summary>
internal interface IRowColumnVisitor<T, TResult>
{
    TResult Visit<TCell>(string name, Func<T, TCell> get);
}
