using System.Globalization;

namespace Streaming;

/// <summary>Finds the kernel of a cast by its two types.</summary>
internal static class Casts
{
    /// <summary>Binds a cast.</summary>
    /// <param name="child">What is cast.</param>
    /// <param name="type">The wanted type.</param>
    /// <param name="mode">What happens to values that do not fit.</param>
    /// <param name="written">The cast as it was written, for errors; null for implicit ones.</param>
    /// <exception cref="StreamingException">There is no cast between the types.</exception>
    public static BoundExpression Bind(BoundExpression child, DataType type, CastMode mode, CastExpression? written)
    {
        if (child.Type == type)
        {
            return child;
        }

        if (child.Type == DataTypes.Null)
        {
            return new BoundLiteral(null, type);
        }

        var compile = (mode != CastMode.Legacy && IsLegacy(child.Type, type) ? null : Find(child.Type, type, mode)) ?? throw Unknown(child.Type, type, mode, written);
        return new BoundCast(child, type, mode, compile);
    }

    // What only exists with ANSI off.
    private static bool IsLegacy(DataType from, DataType to) => (from, to) switch
    {
        (AtomicType { Kind: AtomicKind.Boolean }, _) when to.IsTimestamp() => to == DataTypes.Timestamp,
        (_, AtomicType { Kind: AtomicKind.Boolean }) => from == DataTypes.Timestamp || from == DataTypes.Date,
        (_, AtomicType { Kind: AtomicKind.Binary }) => from.IsIntegral(),
        _ => false,
    };

    private static StreamingException Unknown(DataType from, DataType to, CastMode mode, CastExpression? written)
    {
        string what = $"Cannot resolve \"{written?.Sql ?? $"CAST({from.Sql} AS {to.Sql})"}\" due to data type mismatch: cannot cast {BindErrors.Quote(from)} to {BindErrors.Quote(to)}";
        string? function = from.IsNumeric() && to == DataTypes.Date ? "DATE_FROM_UNIX_DATE" : from == DataTypes.Date && to.IsNumeric() ? "UNIX_DATE" : null;
        return function is not null && mode != CastMode.Legacy
            ? BindErrors.Make("DATATYPE_MISMATCH.CAST_WITH_FUNC_SUGGESTION", $"{what}.\nTo convert values from {BindErrors.Quote(from)} to {BindErrors.Quote(to)}, you can use the functions `{function}` instead.", "42K09")
            : mode == CastMode.Ansi && IsLegacy(from, to)
            ? BindErrors.Make("DATATYPE_MISMATCH.CAST_WITH_CONF_SUGGESTION", $"{what} with ANSI mode on.\nIf you have to cast {BindErrors.Quote(from)} to {BindErrors.Quote(to)}, you can set \"spark.sql.ansi.enabled\" as 'false'.", "42K09")
            : BindErrors.Make("DATATYPE_MISMATCH.CAST_WITHOUT_SUGGESTION", $"{what}.", "42K09");
    }

    /// <summary>NULL instead of an error.</summary>
    public static BoundExpression MakeTry(BoundExpression bound) =>
        new BoundCall(bound.Type, nullable: true, [bound], kernels => new TryKernel(kernels[0], bound.Type));

    private static Func<Kernel, Kernel>? Find(DataType from, DataType to, CastMode mode)
    {
        if (to == DataTypes.String)
        {
            return CastsToText.Find(from);
        }

        if (from is ArrayType source && to is ArrayType target)
        {
            var element = Bind(new BoundColumn(0, "element", source.ElementType, true), target.ElementType, mode, null);
            return element is BoundColumn ? child => child : child => new ArrayCastKernel(child, target, element);
        }

        if ((CompositeCasts.Find(from, to, mode) ?? CastsOfIntervals.Find(from, to, mode)) is { } found)
        {
            return found;
        }

        if (from == DataTypes.String)
        {
            return to == DataTypes.Binary ? child => new ViewKernel(child, DataTypes.Binary) : CastsFromText.Find(to, mode);
        }

        return to switch
        {
            DecimalType type => CastsToDecimal.Find(from, type, mode),
            AtomicType { Kind: AtomicKind.Boolean } => ToBoolean(from),
            AtomicType { Kind: AtomicKind.Byte } => CastsToNumber.Integer<sbyte>(from, to, mode, sbyte.MinValue, sbyte.MaxValue, value => unchecked((sbyte)value)),
            AtomicType { Kind: AtomicKind.Short } => CastsToNumber.Integer<short>(from, to, mode, short.MinValue, short.MaxValue, value => unchecked((short)value)),
            AtomicType { Kind: AtomicKind.Integer } => CastsToNumber.Integer<int>(from, to, mode, int.MinValue, int.MaxValue, value => unchecked((int)value)),
            AtomicType { Kind: AtomicKind.Long } => CastsToNumber.Integer<long>(from, to, mode, long.MinValue, long.MaxValue, value => value),
            AtomicType { Kind: AtomicKind.Float } => CastsToNumber.Floating<float>(from, to, value => (float)value),
            AtomicType { Kind: AtomicKind.Double } => CastsToNumber.Floating<double>(from, to, value => value),
            AtomicType { Kind: AtomicKind.Timestamp or AtomicKind.TimestampNtz or AtomicKind.Date } => CastsToTime.Find(from, (AtomicType)to, mode),
            _ => null,
        };
    }

    private static Func<Kernel, Kernel>? ToBoolean(DataType from) => from switch
    {
        AtomicType { Kind: AtomicKind.Byte } => Make<sbyte>(value => value != 0),
        AtomicType { Kind: AtomicKind.Short } => Make<short>(value => value != 0),
        AtomicType { Kind: AtomicKind.Integer } => Make<int>(value => value != 0),
        AtomicType { Kind: AtomicKind.Long } => Make<long>(value => value != 0),
        AtomicType { Kind: AtomicKind.Float } => Make<float>(value => value != 0),
        AtomicType { Kind: AtomicKind.Double } => Make<double>(value => value != 0),
        DecimalType => Make<Int128>(value => value != 0),
        AtomicType { Kind: AtomicKind.Timestamp } => Make<long>(value => value != 0),
        _ => null,
    };

    private static Func<Kernel, Kernel> Make<TIn>(Func<TIn, bool> function)
        where TIn : unmanaged => child => new FixedCastKernel<TIn, bool>(
            child, DataTypes.Boolean,
            (TIn value, EvaluationContext _, out bool result) =>
            {
                result = function(value);
                return true;
            },
            null);

    /// <summary>A value as Spark's errors write it, with the suffix of its type.</summary>
    public static string ErrorValue<T>(T value, DataType type)
        where T : unmanaged => type switch
        {
            DecimalType decimals => new SqlDecimal((Int128)(object)value, decimals.Scale).ToString() + "BD",
            AtomicType { Kind: AtomicKind.Byte } => Convert.ToString(value, CultureInfo.InvariantCulture) + "Y",
            AtomicType { Kind: AtomicKind.Short } => Convert.ToString(value, CultureInfo.InvariantCulture) + "S",
            AtomicType { Kind: AtomicKind.Long } => Convert.ToString(value, CultureInfo.InvariantCulture) + "L",
            AtomicType { Kind: AtomicKind.Double } => CastsToText.OfDouble((double)(object)value) + (double.IsFinite((double)(object)value) ? "D" : ""),
            AtomicType { Kind: AtomicKind.Float } => CastsToText.OfFloat((float)(object)value),
            AtomicType { Kind: AtomicKind.Timestamp } when value is long micros => $"TIMESTAMP '{VectorValues.Moment(micros).UtcDateTime.ToString(SqlText.Moment, CultureInfo.InvariantCulture)}'",
            _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
        };
}
