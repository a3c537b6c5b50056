using P = Streaming.Parameter;

namespace Streaming;

/// <summary>Time windows as values: the window that a time falls into.</summary>
internal static class WindowFunctions
{
    private const string Category = "window";

    public static IEnumerable<FunctionDefinition> All =>
    [
        Scalar.Bind(Category, "window", "The window of a length that a time falls into: start and end.", 2, 4, Window),
        Scalar.Bind(Category, "session_window", "A session that begins at a time: start and end, a gap later.", 2, 2, Session),
        Scalar.Define(Category, "window_time", "The last microsecond of a window.", [new Parameter("\"STRUCT<start: TIMESTAMP, end: TIMESTAMP>\"", type => type is StructType { Fields.Count: 2 } structure && structure.Fields[1].Type.IsTimestamp() ? type : null)], a => ((StructType)a[0].Type).Fields[1].Type, (f, row) => f.Return(row, ((FixedVector<long>)((StructVector)f.Arguments[0]).Fields[1]).Values[row] - 1)),
    ];

    /// <summary>Start of the latest window of a slide that a time falls into; windows are half-open and stand on the epoch plus an offset.</summary>
    public static long LatestStart(long time, long slide, long offset) => time - Civil.FloorModulo(time - offset, slide);

    /// <summary>Length in microseconds of a constant like <c>'10 minutes'</c>; an error for months, which have no fixed length.</summary>
    public static long Length(FunctionCall call, int argument)
    {
        var expression = call.Call.Children[argument];
        if (expression is LiteralExpression { Value: TimeSpan span })
        {
            return span.Ticks / TimeSpan.TicksPerMicrosecond;
        }

        string text = expression is LiteralExpression { Value: string written } ? written : Scalar.ConstantText(call, argument, "interval") ?? "";
        return Length(text);
    }

    public static long Length(string text)
    {
        object? value = null;
        try
        {
            value = SqlParser.ParseExpression($"INTERVAL {text}") is LiteralExpression literal ? literal.Value : null;
        }
        catch (StreamingException)
        {
            // The error below says what is wrong with the text itself.
        }

        return value switch
        {
            TimeSpan span => span.Ticks / TimeSpan.TicksPerMicrosecond,
            Interval { Months: 0 } interval => checked((interval.Days * Civil.MicrosPerDay) + interval.Microseconds),
            _ => throw FunctionErrors.Of("CANNOT_PARSE_INTERVAL", "22006", $"Unable to parse '{text}'. Please ensure that the value provided is in a valid format for defining an interval. You can reference the documentation for the correct format. If the issue persists, please double check that the input value is not null or empty and try again."),
        };
    }

    private static StructType Type(DataType time) => new(new StructField("start", time), new StructField("end", time));

    private static ScalarCall Window(FunctionCall call)
    {
        long size = Length(call, 1);
        long slide = call.Arguments.Count > 2 ? Length(call, 2) : size;
        long offset = call.Arguments.Count > 3 ? Length(call, 3) : 0;
        Check(size > 0, "window_duration", size, "> 0");
        Check(slide > 0, "slide_duration", slide, "> 0");
        Check(slide <= size, "slide_duration", slide, $"<= the `window_duration`({size}L)");
        Check(Math.Abs(offset) < slide, "start_time", offset, $"< the `slide_duration`({slide}L)");
        var time = Scalar.Convert(call, P.AnyTimestamp, P.Any)[0];
        return new ScalarCall(Type(time.Type), time.Nullable, (f, row) => Append(f, LatestStart(f.Long(0, row), slide, offset), size), true, time);

        void Check(bool isGood, string name, long value, string rule)
        {
            if (!isGood)
            {
                throw FunctionErrors.Of("DATATYPE_MISMATCH.PARAMETER_CONSTRAINT_VIOLATION", "42K09", $"Cannot resolve \"window({call.Call.Children[0].Sql}, {size}, {slide}, {offset})\" due to data type mismatch: The `{name}`({value}L) must be {rule}.");
            }
        }
    }

    private static ScalarCall Session(FunctionCall call)
    {
        var time = Scalar.Convert(call, P.AnyTimestamp, P.Any)[0];
        if (Constants.IsConstant(call.Arguments[1]))
        {
            long gap = Length(call, 1);
            return new ScalarCall(Type(time.Type), time.Nullable, (f, row) => Append(f, f.Long(0, row), gap), true, time);
        }

        // A gap of its own for each row.
        return new ScalarCall(Type(time.Type), true, (f, row) => Append(f, f.Long(0, row), Length(f.Text(1, row))), true, time, Coerce.To(call, call.Arguments[1], DataTypes.String));
    }

    private static void Append(CallFrame f, long start, long size)
    {
        var result = (StructVector)f.Result;
        ((FixedVector<long>)result.Fields[0]).Append(start);
        ((FixedVector<long>)result.Fields[1]).Append(checked(start + size));
        result.AppendRow();
    }
}
