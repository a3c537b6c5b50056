using System.ComponentModel.DataAnnotations.Schema;

namespace Streaming.Core.Tests;

/// <summary>The row of most cases: one column <c>v int</c>.</summary>
public readonly record struct IntRow([property: Column("v")] int? Value)
{
    internal static IntRow From(object?[] cells) => new((int?)cells[0]);
}
