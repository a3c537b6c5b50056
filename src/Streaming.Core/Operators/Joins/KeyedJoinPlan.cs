namespace Streaming;

/// <summary>What a join of two typed streams asks for.</summary>
/// <param name="Type">Which rows come out.</param>
/// <param name="Times">Until when records are kept.</param>
/// <param name="HasWindow">Whether the times of a pair must lie within a window.</param>
/// <param name="From">The least of right time minus left time, in microseconds.</param>
/// <param name="To">The most.</param>
internal sealed record KeyedJoinPlan(JoinType Type, JoinTimes Times, bool HasWindow, long From, long To);
