namespace Streaming.TestSupport;

/// <summary>
/// Marks a static method (<c>void</c>, <c>int</c>, <c>Task</c> or <c>Task&lt;int&gt;</c>; no parameters or <c>string[]</c>)
/// that <see cref="ChildProcess.RunScenario"/> runs in a process of its own. The number is the exit code.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ChildScenarioAttribute(string name) : Attribute
{
    public string Name { get; } = name;
}
