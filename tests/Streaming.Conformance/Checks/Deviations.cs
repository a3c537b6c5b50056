using System.Text.Json;

namespace Streaming.Conformance;

/// <summary>What deviations.json allows, and what notExpressible.json lists.</summary>
public sealed class Deviations
{
    private static readonly JsonSerializerOptions s_options = new(JsonSerializerDefaults.Web);

    private readonly List<Deviation> _all;
    private readonly Dictionary<string, string> _notExpressible;

    private Deviations(List<Deviation> all, Dictionary<string, string> notExpressible)
    {
        _all = all;
        _notExpressible = notExpressible;
    }

    /// <summary>All, as listed.</summary>
    public IReadOnlyList<Deviation> All => _all;

    /// <summary>Reads the two files beside the program.</summary>
    public static Deviations Load() => new(
        JsonSerializer.Deserialize<List<Deviation>>(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "deviations.json")), s_options)!,
        JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "notExpressible.json")), s_options)!);

    public bool Allow(string caseId, int step, string field, string? expected, string? actual) => _all.Exists(deviation => deviation.Allows(caseId, step, field, expected, actual));

    /// <summary>Why a case, or what it uses (<c>kind:NAME</c>, <c>op:NAME</c>, <c>action:NAME</c>), cannot be said in .NET; null where it can.</summary>
    public string? NotExpressible(string what) => _notExpressible.GetValueOrDefault(what);
}
