namespace Streaming;

/// <summary>The categories of functions.</summary>
internal static class FunctionCatalog
{
    public static IEnumerable<FunctionDefinition> All =>
    [
        .. ArithmeticFunctions.All,
        .. ComparisonFunctions.All,
        .. BooleanFunctions.All,
        .. ConditionalFunctions.All,
        .. BitwiseFunctions.All,
        .. CastFunctions.All,
        .. StringFunctions.All,
        .. RegexFunctions.All,
        .. DateTimeFunctions.All,
        .. JsonFunctions.All,
        .. HashFunctions.All,
        .. MathFunctions.All,
        .. CollectionFunctions.All,
        .. MapFunctions.All,
        .. LambdaFunctions.All,
        .. WindowFunctions.All,
        .. MakeTimeFunctions.All,
        .. FormatFunctions.All,
        .. GeneratorFunctions.All,
        .. GroupingFunctions.All,
        .. AggregateFunctions.All,
        .. StatisticsFunctions.All,
        .. PercentileFunctions.All,
        .. ListAggregateFunctions.All,
        .. SketchFunctions.All,
        .. BitFunctions.All,
        .. CharsetFunctions.All,
        .. SessionFunctions.All,
        .. RandomFunctions.All,
        .. ZipFunctions.All,
        .. UrlFunctions.All,
        .. SequenceFunctions.All,
    ];
}
