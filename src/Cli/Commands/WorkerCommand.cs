using System.CommandLine;
using ItaIngest.Extractors;

namespace ItaIngest.Cli.Commands;

/// <summary>The hidden verb of the child processes that parse untrusted files.</summary>
internal static class WorkerCommand
{
    public static Command Create()
    {
        var command = new Command("worker", "Parses what standard input asks for (used by the program itself).") { Hidden = true };
        command.SetAction((_, _) => Worker.RunAsync(Console.OpenStandardInput(), Console.OpenStandardOutput()));
        return command;
    }
}
