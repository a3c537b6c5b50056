using System.Collections.Concurrent;

namespace Streaming.Conformance;

/// <summary>The two functions of the recorder that make a query fail.</summary>
internal sealed class TestFunctions
{
    private readonly ConcurrentDictionary<string, bool> _failed = new(StringComparer.Ordinal);

    /// <summary>The step switch.</summary>
    public bool Switch { get; set; }

    /// <summary>Gives a session the functions.</summary>
    public void Register(StreamingSession session)
    {
        session.Udf.Register("fail_once", (string tag, int? value, int? bad) => FailOnce(tag, value, bad));
        session.Udf.Register("fail_switch", (int? value) => FailSwitch(value));
    }

    /// <summary>Throws the first time that it sees <paramref name="bad"/>.</summary>
    public int? FailOnce(string tag, int? value, int? bad) =>
        value is not null && value == bad && _failed.TryAdd(tag, true) ? throw new InvalidOperationException("injected failure") : value;

    /// <summary>Throws while the switch is on.</summary>
    public int? FailSwitch(int? value) => Switch ? throw new InvalidOperationException("injected failure") : value;
}
