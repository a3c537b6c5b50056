namespace Streaming;

/// <summary>Makes any number of records from one, without a collection in between.</summary>
/// <typeparam name="TIn">The type of the record.</typeparam>
/// <typeparam name="TOut">The type of the results.</typeparam>
/// <param name="value">The record.</param>
/// <param name="output">Where the results go; valid only during the call.</param>
public delegate void FlatMapFunction<in TIn, TOut>(TIn value, Collector<TOut> output);
