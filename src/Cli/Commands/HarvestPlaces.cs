using System.CommandLine;
using ItaIngest.Harvest;
using ItaIngest.Harvest.Sources;
using ItaIngest.Harvest.Store;

namespace ItaIngest.Cli.Commands;

/// <summary>Where sources and data of the harvest lie, and options that its verbs share.</summary>
internal static class HarvestPlaces
{
    public static Option<string?> Sources() => new("--sources") { Description = "Folder of source files. Default: the repository's sources/." };

    public static Option<string?> Data() => new("--data") { Description = "Folder of the archive and its state. Default: ${ITA_HOME:-~/.local/share/ita-ingest}/harvest." };

    public static string SourcesFolder(string? stated)
    {
        if (stated is not null) return stated;
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
            if (Directory.Exists(Path.Combine(at.FullName, "sources")) && File.Exists(Path.Combine(at.FullName, "ItaIngest.sln"))) return Path.Combine(at.FullName, "sources");
        return "sources";
    }

    public static DataFolder DataFolder(string? stated)
    {
        if (stated is not null) return new DataFolder(stated);
        var home = Environment.GetEnvironmentVariable("ITA_HOME") is { Length: > 0 } set ? set : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".local", "share", "ita-ingest");
        return new DataFolder(Path.Combine(home, "harvest"));
    }

    public static void Tell(IEnumerable<SourceProblem> problems)
    {
        foreach (var problem in problems) Console.Error.WriteLine(problem);
    }

    /// <summary>Runs a verb; what stops the harvest as a whole becomes a message and a status.</summary>
    public static async Task<int> Guard(Func<Task<int>> verb)
    {
        try
        {
            return await verb();
        }
        catch (HarvestException fault)
        {
            await Console.Error.WriteLineAsync($"{fault.Code}: {fault.Message}");
            return ExitCodes.WithRejects;
        }
        catch (IOException fault) when (fault.Message.Contains("Broken pipe", StringComparison.Ordinal) is false)
        {
            await Console.Error.WriteLineAsync($"ITA760: the data folder cannot be read or written: {fault.Message} Free space or repair the disk, then run the harvest again: it goes on where it stopped.");
            return ExitCodes.WithRejects;
        }
        catch (UnauthorizedAccessException fault)
        {
            await Console.Error.WriteLineAsync($"ITA760: {fault.Message} Name a data folder that can be written with --data.");
            return ExitCodes.Usage;
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync("Interrupted. What was fetched is kept; the next harvest goes on where this one stopped.");
            return ExitCodes.Interrupted;
        }
    }
}
