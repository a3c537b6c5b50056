using P = Streaming.Parameter;

namespace Streaming;

/// <summary>Functions about types, the session and the query; errors on demand.</summary>
internal static class SessionFunctions
{
    private const string Category = "misc";

    public static IEnumerable<FunctionDefinition> All =>
    [
        Scalar.Bind(Category, "typeof", "The type of a value.", 1, 1, call => new BoundLiteral(call.Arguments[0].Type.SimpleString, DataTypes.String)),
        Scalar.Bind(Category, "raise_error", "Fails with a text.", 1, 1, call => new RaiseError(Scalar.Convert(call, P.String)[0])),
        Scalar.Bind(Category, "assert_true", "NULL; fails where a condition is not true.", 1, 2, AssertTrue),
        Constant("current_catalog", "The catalog of the session.", "spark_catalog"),
        Constant("current_database,current_schema", "The database of the session.", "default"),
        Scalar.Bind(Category, "current_user,user,session_user", "Who runs the query.", 0, 0, _ => new BoundLiteral(Environment.UserName, DataTypes.String)),
        Constant("input_file_name", "The file that a row was read from; empty where there is none.", ""),
        Scalar.Bind(Category, "input_file_block_start", "Where the block that a row was read from begins; -1 where there is none.", 0, 0, _ => new BoundLiteral(-1L, DataTypes.Long)),
        Scalar.Bind(Category, "input_file_block_length", "How long the block that a row was read from is; -1 where there is none.", 0, 0, _ => new BoundLiteral(-1L, DataTypes.Long)),
        Scalar.Bind(Category, "spark_partition_id", "The partition of the source that a row comes from.", 0, 0, _ => new BoundCall(DataTypes.Integer, false, [], _ => new PartitionKernel(), isDeterministic: false)),
        Scalar.Bind(Category, "monotonically_increasing_id", "A number that rises within a partition; the partition in the upper 31 bits.", 0, 0, _ => new BoundCall(DataTypes.Long, false, [], _ => new RowIdKernel(), isDeterministic: false)),
    ];

    private static FunctionDefinition Constant(string names, string summary, string value) => Scalar.Bind(Category, names, summary, 0, 0, _ => new BoundLiteral(value, DataTypes.String));

    private static BoundExpression AssertTrue(FunctionCall call)
    {
        var condition = call.Call.Children[0];
        if (!call.Arguments[0].Type.IsBoolean() && !call.Arguments[0].Type.IsNull() && !call.Arguments[0].Type.IsString())
        {
            throw FunctionErrors.UnexpectedType(call, 0, "\"BOOLEAN\"");
        }

        var text = call.Call.Children.Count > 1 ? call.Call.Children[1] : new LiteralExpression($"'{condition.Sql}' is not true!", DataTypes.String);
        return call.Binder.Bind(new CallExpression("if", [condition, new LiteralExpression(null, DataTypes.Null), new CallExpression("raise_error", [text])]));
    }

    private sealed class RaiseError(BoundExpression text) : BoundExpression(DataTypes.Null, true, text)
    {
        public override bool IsDeterministic => false;

        public override Kernel Compile() => new CallKernel([Children[0].Compile()], DataTypes.Null, (f, row) =>
            throw BindErrors.Make("USER_RAISED_EXCEPTION", f.IsNull(0, row) ? "null" : f.Text(0, row), "P0001"), isStrict: false);
    }

    private sealed class PartitionKernel : Kernel
    {
        private readonly FixedVector<int> _result = new(DataTypes.Integer);

        public override ColumnVector Evaluate(RowBatch batch, RowSet rows, EvaluationContext context)
        {
            _result.Reset(batch.Count);
            _result.Values.AsSpan(0, batch.Count).Fill(Math.Max(0, batch.Origin.Partition));
            return _result;
        }
    }

    private sealed class RowIdKernel : Kernel
    {
        private readonly FixedVector<long> _result = new(DataTypes.Long);
        private readonly Dictionary<int, long> _next = [];
        private long _batch = long.MinValue;

        public override ColumnVector Evaluate(RowBatch batch, RowSet rows, EvaluationContext context)
        {
            if (_batch != context.BatchTimestamp)
            {
                _batch = context.BatchTimestamp;
                _next.Clear();
            }

            int partition = Math.Max(0, batch.Origin.Partition);
            long next = _next.GetValueOrDefault(partition);
            _result.Reset(batch.Count);
            for (int i = 0; i < rows.Count; i++)
            {
                _result.Values[rows[i]] = ((long)partition << 33) + next++;
            }

            _next[partition] = next;
            return _result;
        }
    }
}
