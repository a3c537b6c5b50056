using System.CommandLine;
using Streaming.Conformance;

var folder = new Argument<DirectoryInfo>("DIR") { Description = "The folder with the recordings (*.json)." }.AcceptExistingOnly();
var filter = new Option<string?>("--filter") { Description = "Only cases whose group or id contains this text." };
var runner = new Option<string>("--runner") { Description = "What runs the queries.", DefaultValueFactory = _ => "microbatch" }.AcceptOnlyFromAmong("microbatch", "perevent", "driver");
var state = new Option<string>("--state") { Description = "Where state lives.", DefaultValueFactory = _ => "memory" }.AcceptOnlyFromAmong("memory", "rocksdb");
var report = new Option<FileInfo?>("--report") { Description = "Writes the report to this JSON file." };
var quiet = new Option<bool>("--quiet") { Description = "Prints the table only, not the differences." };
var command = new RootCommand("Runs recordings of Spark against the engine and compares everything that they expect.") { folder, filter, runner, state, report, quiet };
command.SetAction(async (parsed, cancellationToken) =>
{
    var options = new ConformanceOptions
    {
        Folder = parsed.GetValue(folder)!.FullName,
        Filter = parsed.GetValue(filter),
        Runner = Enum.Parse<RunnerKind>(parsed.GetValue(runner)!, ignoreCase: true),
        State = Enum.Parse<StateKind>(parsed.GetValue(state)!, ignoreCase: true),
    };
    var results = await ConformanceRun.RunAsync(options, cancellationToken);
    ReportText.Print(results, differences: !parsed.GetValue(quiet));
    if (parsed.GetValue(report) is { } file)
    {
        await ReportFile.WriteAsync(file.FullName, results, cancellationToken);
    }

    return results.Any(result => result.Status == CaseStatus.Failed) ? 1 : 0;
});
return await command.Parse(args).InvokeAsync();
