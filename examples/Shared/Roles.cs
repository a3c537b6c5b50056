using System.CommandLine;

namespace Streaming.Examples;

/// <summary>The parts of an example that may also run as programs of their own.</summary>
[Flags]
public enum Roles
{
    /// <summary>Writes to the topic.</summary>
    Producer = 1,

    /// <summary>Reads the topic.</summary>
    Query = 2,

    /// <summary>Both in one process.</summary>
    Both = Producer | Query,
}

/// <summary>Commands for the parts of an example.</summary>
public static class RoleCommands
{
    /// <summary>Lets the command run both parts, and its sub-commands <c>producer</c> and <c>query</c> one of them.</summary>
    public static void SetRoles(this RootCommand command, Func<Roles, ParseResult, CancellationToken, Task> run)
    {
        ArgumentNullException.ThrowIfNull(command);
        ArgumentNullException.ThrowIfNull(run);
        command.SetAction((options, stopping) => run(Roles.Both, options, stopping));
        foreach (var (role, description) in new[] { (Roles.Producer, "Only writes to the topic."), (Roles.Query, "Only runs the query.") })
        {
            var part = new Command(role.ToString().ToLowerInvariant(), description);
            part.SetAction((options, stopping) => run(role, options, stopping));
            part.Validators.Add(result =>
            {
                if (result.GetValue(Example.BootstrapServers) is null)
                {
                    result.AddError($"'{part.Name}' alone needs --bootstrap-servers: the embedded broker would end with this process.");
                }
            });
            command.Add(part);
        }
    }
}
