namespace Streaming;

/// <summary>A call while it is bound: the arguments are bound already, except lambdas.</summary>
/// <param name="Call">The call as it was written, for names and errors.</param>
/// <param name="Arguments">The bound arguments.</param>
/// <param name="Binder">Binds lambdas, converts types.</param>
internal sealed record FunctionCall(CallExpression Call, IReadOnlyList<BoundExpression> Arguments, Binder Binder);
