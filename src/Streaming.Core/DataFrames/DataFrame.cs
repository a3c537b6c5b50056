namespace Streaming;

/// <summary>A stream with a schema. Immutable: each operation returns a new DataFrame, checks names and types at once, and nothing runs before <c>Start</c>.</summary>
/// <example>
/// <code>
/// var words = lines.Select(Functions.Explode(Functions.Split(Functions.Col("value"), " ")).As("word"));
/// var query = words.GroupBy("word").Count().WriteStream().OutputMode(OutputMode.Complete).Console().Start();
/// </code>
/// </example>
public sealed partial class DataFrame
{
    // The node with the hidden columns, where there are some.
    private readonly RowNode? _wide;
    private readonly bool _builtAnsi;

    internal DataFrame(StreamingSession session, RowNode node, ColumnScope? scope = null, RowNode? wide = null)
    {
        Session = session;
        Node = node;
        Scope = scope ?? ColumnScope.Of(node.Schema);
        _wide = wide;
        _builtAnsi = IsAnsi;
    }

    /// <summary>The plan so far.</summary>
    public RowNode Node { get; }

    /// <summary>Whether rows go on coming. Bounded data can be collected, shown, written and joined with a stream at once.</summary>
    public bool IsStreaming => Node.IsStreaming;

    /// <summary>Names and types of the columns.</summary>
    public StructType Schema => Node.Schema;

    /// <summary>Names of the columns.</summary>
    public IReadOnlyList<string> Columns => [.. Schema.Fields.Select(item => item.Name)];

    /// <summary>A column by name; behind a join it still means the column of this DataFrame.</summary>
    public Column this[string name] => Col(name);

    internal StreamingSession Session { get; }

    internal bool IsAnsi => !"false".Equals(Session.Configuration.Get(SqlSettings.Ansi), StringComparison.OrdinalIgnoreCase);

    internal ColumnScope Scope { get; }

    private TimeZoneInfo Zone => SqlSettings.TimeZone(Session.Configuration.Snapshot());

    /// <summary>A column by name; behind a join it still means the column of this DataFrame.</summary>
    public Column Col(string name)
    {
        var column = Functions.Col(name);
        if (column.Expression is not AttributeExpression attribute)
        {
            return column;
        }

        var binder = Scope.Binder(IsAnsi);
        var resolved = (AttributeExpression)Scope.Resolve(attribute, IsAnsi);
        var (index, used) = binder.Locate(resolved);
        binder.Bind(resolved);
        return new Column(new AttributeExpression(resolved.Parts.Skip(used).Prepend(Scope.Schema.Fields[index].Name)) { Identity = Scope.Tags[index].Id });
    }

    /// <summary>Columns computed from those of each row; a generator such as <c>Explode</c> makes several rows, an aggregate makes one of all.</summary>
    public DataFrame Select(params Column[] columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        var expressions = Scope.ResolveAll(columns.Select(column => Session.Udf.Resolve(column.Expression)), IsAnsi);
        return expressions.Any(Scope.UsesHidden)
            ? new DataFrame(Session, _wide!, Scope.Whole()).With(PlanAnalysis.Select(_wide!, expressions, IsAnsi))
            : With(PlanAnalysis.Select(Node, expressions, IsAnsi));
    }

    /// <summary>Columns by name; <c>*</c> for all.</summary>
    public DataFrame Select(params string[] columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        return Select([.. columns.Select(Functions.Col)]);
    }

    /// <summary>Columns as SQL texts: <c>SelectExpr("CAST(value AS STRING) AS text")</c>.</summary>
    public DataFrame SelectExpr(params string[] expressions)
    {
        ArgumentNullException.ThrowIfNull(expressions);
        return Select([.. expressions.Select(Parse)]);
    }

    /// <summary>The rows for which a condition is true.</summary>
    public DataFrame Filter(Column condition)
    {
        ArgumentNullException.ThrowIfNull(condition);
        if (ExpressionRewriter.Any(condition.Bare, part => part is InSubqueryExpression))
        {
            return SubqueryFilter.Apply(this, condition.Bare);
        }

        var resolved = Scope.Resolve(Session.Udf.Resolve(condition.Bare), IsAnsi);
        return _wide is null
            ? WithRows(PlanAnalysis.Filter(Node, resolved, IsAnsi))
            : Narrow(PlanAnalysis.Filter(_wide, resolved, IsAnsi), Scope);
    }

    /// <summary>The rows for which a condition in SQL text is true.</summary>
    public DataFrame Filter(string condition) => Filter(Parse(condition));

    /// <summary>The rows for which a condition is true.</summary>
    public DataFrame Where(Column condition) => Filter(condition);

    /// <summary>The rows for which a condition in SQL text is true.</summary>
    public DataFrame Where(string condition) => Filter(condition);

    /// <summary>One more column, or another value for one of that name (case does not matter).</summary>
    public DataFrame WithColumn(string name, Column column)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(column);
        var value = new AliasExpression(Resolve(column.Bare), name);
        bool isNew = !Schema.Fields.Any(field => Same(field.Name, name));
        var items = Schema.Fields.Select((field, i) => Same(field.Name, name) ? value : (SqlExpression)ColumnReferences.To(Schema, i));
        return With(PlanAnalysis.Select(Node, isNew ? items.Append(value) : items, IsAnsi));
    }

    /// <summary>Another name for a column; nothing where there is none of that name.</summary>
    public DataFrame WithColumnRenamed(string name, string newName)
    {
        ArgumentException.ThrowIfNullOrEmpty(newName);
        return Schema.Fields.Any(field => Same(field.Name, name))
            ? With(PlanAnalysis.Project(Node, [.. Schema.Fields.Select((field, i) => new NamedExpression(Same(field.Name, name) ? newName : field.Name, ColumnReferences.To(Schema, i)))], IsAnsi))
            : this;
    }

    /// <summary>All columns but some; names that are not there do not matter.</summary>
    public DataFrame Drop(params string[] names)
    {
        ArgumentNullException.ThrowIfNull(names);
        return Keep([.. Enumerable.Range(0, Schema.Fields.Count).Where(i => !names.Any(name => Same(Schema.Fields[i].Name, name)))]);
    }

    /// <summary>All columns but some, for example <c>other["id"]</c> behind a join; columns that are not there do not matter.</summary>
    public DataFrame Drop(params Column[] columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        var dropped = new HashSet<int>();
        foreach (var column in columns)
        {
            if (column.Expression is AttributeExpression attribute && (attribute.Identity is null || Scope.Tags.Any(tag => ReferenceEquals(tag.Id, attribute.Identity))))
            {
                try
                {
                    dropped.Add(Scope.Binder(IsAnsi).Locate((AttributeExpression)Resolve(attribute)).Column);
                }
                catch (StreamingException error) when (error.ErrorClass?.StartsWith("UNRESOLVED_COLUMN", StringComparison.Ordinal) == true)
                {
                    // Not there: nothing to drop.
                }
            }
        }

        return Keep([.. Enumerable.Range(0, Schema.Fields.Count).Where(i => !dropped.Contains(i))]);
    }

    /// <summary>New names for all columns.</summary>
    public DataFrame ToDF(params string[] names)
    {
        ArgumentNullException.ThrowIfNull(names);
        return names.Length == Schema.Fields.Count
            ? With(PlanAnalysis.Project(Node, [.. Schema.Fields.Select((field, i) => new NamedExpression(names[i], ColumnReferences.To(Schema, i)))], IsAnsi))
            : throw new ArgumentException($"The number of columns doesn't match. Old column names ({Schema.Fields.Count}): {string.Join(", ", Columns)}. New column names ({names.Length}): {string.Join(", ", names)}", nameof(names));
    }

    /// <summary>A name for the DataFrame, so that its columns may be written <c>name.column</c>.</summary>
    public DataFrame Alias(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return new DataFrame(Session, Node, Scope.Qualified(name));
    }

    /// <summary>Says which column is the event time, and how late rows may come: state of times that are over by more than that is finished and removed.</summary>
    /// <param name="eventTime">A column of type timestamp, or a window of one.</param>
    /// <param name="delayThreshold">A duration such as <c>10 minutes</c>, not negative; a month counts 31 days.</param>
    /// <param name="options">What else is wanted.</param>
    /// <exception cref="StreamingException">There is no such column, it is no time, or the delay is no duration or negative.</exception>
    public DataFrame WithWatermark(string eventTime, string delayThreshold, WatermarkOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(eventTime);
        var delay = WatermarkDelay.Parse(delayThreshold);
        var column = Resolve(Functions.Col(eventTime).Expression);
        return With(EventTimeAnalysis.Watermark(Node, column, delay, options ?? WatermarkOptions.Default, IsAnsi));
    }

    /// <summary>Groups the rows by columns; none: all rows are one group.</summary>
    public GroupedDataFrame GroupBy(params Column[] keys)
    {
        ArgumentNullException.ThrowIfNull(keys);
        return new GroupedDataFrame(this, [.. keys.Select(key => PlanAnalysis.Name(Resolve(key.Expression)))]);
    }

    /// <summary>Groups the rows by columns, given by name.</summary>
    public GroupedDataFrame GroupBy(string first, params string[] others) => GroupBy([Functions.Col(first), .. others.Select(Functions.Col)]);

    /// <summary>Groups by all keys, then by one less each, down to all rows as one group.</summary>
    public GroupedDataFrame Rollup(params Column[] keys)
    {
        ArgumentNullException.ThrowIfNull(keys);
        return GroupBy(keys).InSets(GroupingSets.Rollup(keys.Length));
    }

    /// <summary>As <see cref="Rollup(Column[])"/>, keys by name.</summary>
    public GroupedDataFrame Rollup(string first, params string[] others) => Rollup([Functions.Col(first), .. others.Select(Functions.Col)]);

    /// <summary>Groups by every subset of the keys.</summary>
    public GroupedDataFrame Cube(params Column[] keys)
    {
        ArgumentNullException.ThrowIfNull(keys);
        return GroupBy(keys).InSets(GroupingSets.Cube(keys.Length));
    }

    /// <summary>As <see cref="Cube(Column[])"/>, keys by name.</summary>
    public GroupedDataFrame Cube(string first, params string[] others) => Cube([Functions.Col(first), .. others.Select(Functions.Col)]);

    /// <summary>Aggregates of all rows.</summary>
    public DataFrame Agg(Column first, params Column[] others) => GroupBy().Agg(first, others);

    /// <summary>The rows of both, columns by position; types are widened where they differ.</summary>
    public DataFrame Union(DataFrame other)
    {
        ArgumentNullException.ThrowIfNull(other);
        CheckSession(other);
        return With(PlanAnalysis.Union(Node, other.Node, IsAnsi));
    }

    /// <summary>The rows of both, columns by name.</summary>
    /// <param name="other">The other.</param>
    /// <param name="allowMissingColumns">Whether columns that only one side has are NULL on the other.</param>
    public DataFrame UnionByName(DataFrame other, bool allowMissingColumns = false)
    {
        ArgumentNullException.ThrowIfNull(other);
        CheckSession(other);
        var names = Columns.ToList();
        names.AddRange(other.Columns.Where(name => !names.Any(known => Same(known, name))));
        var left = OnlyNames(this, names, allowMissingColumns);
        return left.With(PlanAnalysis.Union(left.Node, OnlyNames(other, names, allowMissingColumns).Node, IsAnsi));
    }

    /// <summary>The first rows.</summary>
    public DataFrame Limit(int count)
    {
        if (count < 0)
        {
            throw PlanErrors.NegativeCount($"{count}");
        }

        return With(Node is LimitNode limit ? new LimitNode(limit.Input, Math.Min(count, limit.Count), limit.Offset) : new LimitNode(Node, count));
    }

    /// <summary>The rows in order; complete mode only.</summary>
    public DataFrame Sort(params Column[] keys)
    {
        ArgumentNullException.ThrowIfNull(keys);
        var sorts = keys.Select(key => (SortExpression)Resolve(key.Expression is SortExpression ? key.Expression : key.Asc().Expression)).ToList();
        var binder = new Binder(Schema, IsAnsi);
        sorts.ForEach(sort => binder.Bind(sort.Child));
        return With(new SortNode(Node, sorts));
    }

    /// <summary>The rows in the order of columns, given by name.</summary>
    public DataFrame Sort(string first, params string[] others) => Sort([Functions.Col(first), .. others.Select(Functions.Col)]);

    /// <summary>As <see cref="Sort(Column[])"/>.</summary>
    public DataFrame OrderBy(params Column[] keys) => Sort(keys);

    /// <summary>As <see cref="Sort(string, string[])"/>.</summary>
    public DataFrame OrderBy(string first, params string[] others) => Sort(first, others);

    /// <summary>The rows as records of a C# type: columns go by name to constructor parameters and properties, to a tuple by position; a type of one value takes the only column.</summary>
    public DataStream<T> As<T>() => new(Session, new FromRowsNode<T>(Node, RecordMaker<T>.Create(Schema)));

    /// <summary>Describes where the rows go.</summary>
    /// <exception cref="StreamingException"><c>WRITE_STREAM_NOT_ALLOWED</c>: the data is bounded; use the methods that return rows.</exception>
    public DataStreamWriter<Row> WriteStream() => !IsStreaming
        ? throw new StreamingException("WRITE_STREAM_NOT_ALLOWED", "[WRITE_STREAM_NOT_ALLOWED] `writeStream` can be called only on streaming Dataset/DataFrame. SQLSTATE: 42601") { SqlState = "42601" }
        : new DataStreamWriter<Row>(new DataStream<Row>(Session, Node)) { IsAnsi = _builtAnsi };

    /// <summary>Gives the DataFrame a name for <see cref="StreamingSession.Sql"/>.</summary>
    public void CreateOrReplaceTempView(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        Session.Views[name] = this;
    }

    /// <summary>Prints the schema as a tree, as Spark does; to the console where no writer is given.</summary>
    public void PrintSchema(TextWriter? output = null) => Schema.PrintSchema(output);

    /// <summary>The plan so far, as text or as a Mermaid flowchart.</summary>
    public string Explain(ExplainMode mode = ExplainMode.Extended) => mode == ExplainMode.Mermaid ? PlanText.Mermaid(Node) : PlanText.Of(Node);

    /// <inheritdoc/>
    public override string ToString() => $"DataFrame[{string.Join(", ", Schema.Fields.Select(field => $"{field.Name}: {field.Type.SimpleString}"))}]";

    internal Column Parse(string sql) => new(SqlParser.ParseExpression(sql, Zone));

    internal DataFrame With(RowNode node) => new(Session, node, Scope.After(node, Node));

    // The same columns, whatever nodes a filter went through; one that asks for a window adds it.
    private DataFrame WithRows(RowNode node) => node.Schema.Fields.Count == Schema.Fields.Count ? new DataFrame(Session, node, Scope) : With(node);

    internal SqlExpression Resolve(SqlExpression expression) => Scope.OnlyVisible().Resolve(Session.Udf.Resolve(expression), IsAnsi);

    private DataFrame Keep(IReadOnlyList<int> columns) => columns.Count == Schema.Fields.Count
        ? this
        : With(PlanAnalysis.Project(Node, [.. columns.Select(i => new NamedExpression(Schema.Fields[i].Name, ColumnReferences.To(Schema, i)))], IsAnsi));

    // A DataFrame of the visible columns that keeps the way to the hidden ones.
    private DataFrame Narrow(RowNode wide, ColumnScope scope)
    {
        var columns = wide.Schema.Fields.Take(wide.Schema.Fields.Count - scope.Hidden).Select((field, i) => new NamedExpression(field.Name, ColumnReferences.To(wide.Schema, i)));
        return new DataFrame(Session, PlanAnalysis.Project(wide, [.. columns], IsAnsi), new ColumnScope(wide.Schema, scope.Tags, scope.Hidden), wide);
    }

    private void CheckSession(DataFrame other)
    {
        if (other.Session != Session)
        {
            throw new ArgumentException("Both DataFrames must come from the same session.", nameof(other));
        }
    }

    private DataFrame OnlyNames(DataFrame frame, List<string> names, bool allowMissing) => frame.With(PlanAnalysis.Project(
        frame.Node,
        [.. names.Select(name => frame.Schema.Fields.FirstOrDefault(field => Same(field.Name, name)) is { } field
            ? new NamedExpression(name, new AttributeExpression(field.Name))
            : allowMissing ? new NamedExpression(name, new LiteralExpression(null, DataTypes.Null))
            : throw new StreamingException("FIELD_NOT_FOUND", $"Cannot resolve column name \"{name}\" among ({string.Join(", ", frame.Columns)})."))],
        IsAnsi));

    private static bool Same(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
}
