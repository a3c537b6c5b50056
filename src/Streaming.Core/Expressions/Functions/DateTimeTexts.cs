using System.Text;
using P = Streaming.Parameter;

namespace Streaming;

/// <summary>Times to text and back by patterns.</summary>
internal static class DateTimeTexts
{
    private const string DefaultPattern = "yyyy-MM-dd HH:mm:ss";

    public static void Format(CallFrame f, int row) => Print(f, row, f.Long(0, row), f.KeptState<Patterns>().Find(f.Bytes(1, row), false));

    public static void FromUnixTime(CallFrame f, int row)
    {
        var patterns = f.KeptState<Patterns>();
        Print(f, row, unchecked(f.Long(0, row) * 1_000_000), f.Count > 1 ? patterns.Find(f.Bytes(1, row), false) : patterns.Find("yyyy-MM-dd HH:mm:ss"u8, false));
    }

    /// <summary><c>to_timestamp</c>, <c>to_date</c> and their forms: a cast without a pattern.</summary>
    public static BoundExpression ToTime(FunctionCall call, DataType type, bool isTry)
    {
        var argument = call.Arguments[0];
        if (call.Arguments.Count == 1 || argument.Type != DataTypes.String)
        {
            return Coerce.Cast(call, argument, type, isTry);
        }

        var arguments = Scalar.Convert(call, P.String);
        bool fails = call.Binder.IsAnsi && !isTry;
        return new ScalarCall(type, !fails || arguments.Any(a => a.Nullable), (f, row) =>
        {
            if (!TryParse(f, row, type == DataTypes.Date ? "try_to_date" : "try_to_timestamp", fails, out var parts))
            {
                f.ReturnNull(row);
            }
            else if (type == DataTypes.Date)
            {
                f.Return(row, parts.Days);
            }
            else
            {
                f.Return(row, type == DataTypes.Timestamp ? parts.ToInstant(f.Context.TimeZone) : parts.LocalMicros);
            }
        }, true, arguments);
    }

    public static BoundExpression UnixTimestamp(FunctionCall call)
    {
        if (call.Arguments.Count == 0)
        {
            return new ScalarCall(DataTypes.Long, false, (f, row) => f.Return(row, Civil.FloorDivide(f.Context.BatchTimestamp, 1_000_000)), true);
        }

        if (Parameter.IsTime(call.Arguments[0].Type))
        {
            var time = Coerce.To(call, call.Arguments[0], DataTypes.Timestamp);
            // Spark divides toward zero here.
            return new ScalarCall(DataTypes.Long, time.Nullable, (f, row) => f.Return(row, f.Long(0, row) / 1_000_000), true, time);
        }

        var arguments = Scalar.Convert(call, P.String);
        bool fails = call.Binder.IsAnsi;
        return new ScalarCall(DataTypes.Long, !fails || arguments.Any(a => a.Nullable), (f, row) =>
        {
            if (TryParse(f, row, "try_to_timestamp", fails, out var parts))
            {
                f.Return(row, Civil.FloorDivide(parts.ToInstant(f.Context.TimeZone), 1_000_000));
            }
            else
            {
                f.ReturnNull(row);
            }
        }, true, arguments);
    }

    private static bool TryParse(CallFrame f, int row, string tryFunction, bool fails, out DateTimeParts parts)
    {
        var pattern = f.KeptState<Patterns>().Find(f.Count > 1 ? f.Bytes(1, row) : Encoding.UTF8.GetBytes(DefaultPattern), true);
        string text = f.Text(0, row);
        if (pattern.TryParse(text, out parts))
        {
            return true;
        }

        return fails
            ? throw FunctionErrors.Of("CANNOT_PARSE_TIMESTAMP", "22007", $"Text '{text}' could not be parsed by the pattern '{pattern}'. Use `{tryFunction}` to tolerate invalid input string and return NULL instead.")
            : false;
    }

    private static void Print(CallFrame f, int row, long micros, DateTimePattern pattern)
    {
        var text = f.KeptState<Patterns>().Text.Clear();
        long offset = TimeZones.OffsetAt(f.Context.TimeZone, micros);
        pattern.Append(text, micros + offset, f.Context.TimeZone, offset);
        var target = f.Reserve(text.Length * 3);
        int length = 0;
        foreach (var chunk in text.GetChunks())
        {
            length += Encoding.UTF8.GetBytes(chunk.Span, target[length..]);
        }

        f.Commit(row, length);
    }

    private sealed class Patterns
    {
        private byte[]? _lastBytes;
        private DateTimePattern? _last;

        public StringBuilder Text { get; } = new();

        public DateTimePattern Find(ReadOnlySpan<byte> pattern, bool isParsing)
        {
            if (_last is null || !pattern.SequenceEqual(_lastBytes))
            {
                _last = DateTimePattern.Parse(Encoding.UTF8.GetString(pattern), isParsing);
                _lastBytes = pattern.ToArray();
            }

            return _last;
        }
    }
}
