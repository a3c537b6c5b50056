using System.Globalization;
using Spectre.Console;

namespace Streaming.Conformance;

/// <summary>The report on the console.</summary>
public static class ReportText
{
    private const int ShownDifferences = 40;

    public static void Print(IReadOnlyList<CaseResult> results, bool differences)
    {
        if (differences)
        {
            foreach (var result in results.Where(result => result.Status == CaseStatus.Failed))
            {
                Console.WriteLine($"FAILED {result.Group} {result.Id}: {result.Reason}");
                foreach (string difference in result.Differences.Take(ShownDifferences))
                {
                    Console.WriteLine("    " + difference.Replace("\n", "\n    ", StringComparison.Ordinal));
                }

                if (result.Differences.Count > ShownDifferences)
                {
                    Console.WriteLine($"    ... and {result.Differences.Count - ShownDifferences} more");
                }
            }
        }

        var table = new Table().Border(TableBorder.Simple);
        table.AddColumn("group");
        foreach (string name in new[] { "passed", "failed", "not expressible", "items passed", "items failed" })
        {
            table.AddColumn(new TableColumn(name).RightAligned());
        }

        var groups = GroupCounts.Of(results).ToList();
        foreach (var group in groups)
        {
            table.AddRow(Row(group));
        }

        table.AddEmptyRow();
        table.AddRow(Row(new GroupCounts("all", groups.Sum(g => g.Passed), groups.Sum(g => g.Failed), groups.Sum(g => g.NotExpressible), groups.Sum(g => g.ItemsPassed), groups.Sum(g => g.ItemsFailed))));
        AnsiConsole.Profile.Width = Math.Max(AnsiConsole.Profile.Width, 110);
        AnsiConsole.Write(table);
        foreach (var reason in results.Where(result => result.Status == CaseStatus.NotExpressible).GroupBy(result => result.Reason))
        {
            Console.WriteLine($"not expressible: {string.Join(", ", reason.Select(result => result.Id))}: {reason.Key}");
        }
    }

    private static string[] Row(GroupCounts group) =>
    [
        Markup.Escape(group.Name), Number(group.Passed), Number(group.Failed), Number(group.NotExpressible),
        group.ItemsPassed + group.ItemsFailed == 0 ? "" : Number(group.ItemsPassed), group.ItemsPassed + group.ItemsFailed == 0 ? "" : Number(group.ItemsFailed),
    ];

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
