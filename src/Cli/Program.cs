using System.CommandLine;
using System.Globalization;
using ItaIngest.Cli.Commands;
using ItaIngest.Extractors;
using ItaIngest.Reference;

namespace ItaIngest.Cli;

/// <summary>The program's front door: one verb, one file in Commands.</summary>
internal static class Program
{
    public static async Task<int> Main(string[] args)
    {
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.CurrentUICulture = CultureInfo.InvariantCulture;

        // The hidden verb of the child processes that parse what may hurt; before everything else, because it starts often.
        if (args is ["worker"]) return await Worker.RunAsync(Console.OpenStandardInput(), Console.OpenStandardOutput());

        var root = new RootCommand("Reads Thailand's published ITA results and makes them a database people can trust.")
        {
            IngestCommand.Create(),
            ExtractCommand.Create(),
            ExplainCommand.Create(),
            DbCommand.Create(),
            HarvestCommand.Create(),
            ArchiveCommand.Create(),
            WorkerCommand.Create(),
            ExportCommand.Create(),
            QueryCommand.Create(),
            VerifyCommand.Create(),
            ReviewCommand.Create(),
        };
        try
        {
            var parsed = root.Parse(args);
            var code = await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
            // The library's own status for a command line it could not parse is 1; ours is 2.
            return parsed.Errors.Count > 0 ? ExitCodes.Usage : code;
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync("Interrupted. What was finished is kept; run the same command again to go on.");
            return ExitCodes.Interrupted;
        }
        catch (UsageException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return ExitCodes.Usage;
        }
        catch (ReferenceException e)
        {
            await Console.Error.WriteLineAsync($"{e.Code}: {e.Message}");
            return ExitCodes.MissingTool;
        }
        catch (IOException e) when (e.HResult == BrokenPipe)
        {
            // The reader of our output has had enough (head, less): not a fault.
            return ExitCodes.Fine;
        }
    }

    public static string Version => typeof(Program).Assembly.GetName().Version?.ToString(3) ?? "0";

    /// <summary>EPIPE as .NET reports it on Linux.</summary>
    private const int BrokenPipe = 32;
}
