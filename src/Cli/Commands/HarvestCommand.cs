using System.CommandLine;
using System.Text.Json;
using ItaIngest.Cli.Output;
using ItaIngest.Harvest.Reports;
using ItaIngest.Harvest.Runs;
using ItaIngest.Harvest.Sources;
using ItaIngest.Harvest.Store;

namespace ItaIngest.Cli.Commands;

/// <summary>ita harvest: fetches what the sources publish into the archive. Its own verbs: check, report.</summary>
internal static class HarvestCommand
{
    public static Command Create()
    {
        var sources = HarvestPlaces.Sources();
        var data = HarvestPlaces.Data();
        var only = new Option<string[]>("--source") { Description = "Only the source of this name (may be repeated).", AllowMultipleArgumentsPerToken = false };
        var dry = new Option<bool>("--dry-run") { Description = "Walk the pages and say which documents would be fetched; keep nothing." };
        var ingest = new Option<bool>("--ingest") { Description = "Then read and store every document that was archived and not stored yet." };
        var export = new Option<string?>("--export") { Description = "With --ingest: then write the provincial rankings of every year that is known into this folder." };
        var every = new Option<string?>("--every") { Description = "Stay, and harvest at these times (cron: minute hour day month weekday, Bangkok's clock), e.g. \"0 1 * * *\"." };
        var database = DbCommand.DatabaseOption();
        var quiet = Options.Quiet();
        var command = new Command("harvest", "Fetch new and changed documents from the sources into the archive, politely; an interrupted run goes on where it stopped.") { sources, data, only, dry, ingest, export, every, database, quiet };
        command.SetAction((parsed, cancel) => HarvestPlaces.Guard(() =>
        {
            var wish = new HarvestWish(HarvestPlaces.SourcesFolder(parsed.GetValue(sources)), HarvestPlaces.DataFolder(parsed.GetValue(data)), parsed.GetValue(only) ?? [], parsed.GetValue(dry), parsed.GetValue(quiet))
            {
                Ingest = parsed.GetValue(ingest) || parsed.GetValue(export) is not null, Export = parsed.GetValue(export), Database = parsed.GetValue(database),
            };
            return parsed.GetValue(every) is { } table ? HarvestSchedule.RunAsync(new HarvestTimer(table), wish, TimeProvider.System, cancel) : HarvestSchedule.OnceAsync(wish, cancel);
        }));
        command.Subcommands.Add(HarvestCheckCommand.Create());
        command.Subcommands.Add(HarvestReportCommand.Create());
        return command;
    }

    public static async Task<int> RunAsync(HarvestWish wish, CancellationToken cancel)
    {
        var folder = SourceFiles.Read(wish.Sources);
        HarvestPlaces.Tell(folder.Problems);
        var chosen = wish.Only.Length == 0 ? folder.Sources : [.. folder.Sources.Where(s => wish.Only.Contains(s.Name, StringComparer.Ordinal))];
        foreach (var name in wish.Only.Where(n => folder.Sources.All(s => s.Name != n)))
        {
            await Console.Error.WriteLineAsync($"ITA708: no source is named \"{name}\". There are: {string.Join(", ", folder.Sources.Select(s => s.Name))}.");
            return ExitCodes.Usage;
        }
        if (chosen.IsEmpty) return ExitCodes.Usage;

        var data = wish.Data;
        if (wish.DryRun) data = DryCopy(data);
        try
        {
            using var held = FolderLock.TryTake(data);
            if (held is null)
            {
                await Console.Error.WriteLineAsync($"ITA761: another harvest is at work in {data.Root}. Wait for it, or name another folder with --data.");
                return ExitCodes.WithRejects;
            }
            var show = new HarvestProgress(wish.Quiet);
            using var health = new Health(data, TimeProvider.System);
            var order = new HarvestOrder
            {
                Data = data, Sources = chosen, Settings = folder.Settings, DryRun = wish.DryRun,
                Progress = new Harvest.Runs.Progress((source, visit) =>
                {
                    show.Tell(source, visit);
                    health.Moved();
                }),
            };
            health.Began();
            var run = await Harvester.Run(order, cancel);
            var report = RunReport.Read(data, run)!;
            if (wish.DryRun) return Tell(report);
            TextReport.WriteText(report, Console.Out);
            health.Ended(report);
            var code = report.HasAlarms || !folder.IsSound ? ExitCodes.WithRejects : ExitCodes.Fine;
            return wish.Ingest ? await GoOnAsync(wish, report, code, cancel) : code;
        }
        finally
        {
            if (wish.DryRun) Directory.Delete(data.Root, recursive: true);
        }
    }

    /// <summary>The rest of the night: read and store what is new, write the rankings, say what a person has to look at.</summary>
    private static async Task<int> GoOnAsync(HarvestWish wish, RunReport report, int code, CancellationToken cancel)
    {
        var stored = await HarvestIngest.RunAsync(wish.Data, report, wish.Database, wish.Quiet, cancel);
        if (stored is not (ExitCodes.Fine or ExitCodes.WithRejects)) return stored;
        if (wish.Export is not null)
        {
            var exported = await HarvestIngest.ExportAsync(wish.Export, wish.Database, cancel);
            if (exported != ExitCodes.Fine) return exported;
        }
        NightSummary.Print(Console.Out, report, stored == ExitCodes.WithRejects);
        return stored == ExitCodes.Fine ? code : stored;
    }

    private static int Tell(RunReport report)
    {
        foreach (var source in report.Sources)
        {
            Console.Out.WriteLine($"{source.Name}: {source.Pages} pages walked, {source.WouldFetch.Count} documents would be asked for, {source.Refused.Count} addresses not allowed, {source.Failed.Count} failed{(source.Stopped is null ? "" : $", stopped early ({source.Stopped})")}");
            foreach (var one in source.WouldFetch) Console.Out.WriteLine($"  {one.Url}  {one.Title}");
            foreach (var one in source.Refused.Concat(source.Failed)) Console.Out.WriteLine($"  {one.Url}  {one.Code} {one.Reason}");
        }
        return ExitCodes.Fine;
    }

    /// <summary>A dry run knows what is known, and writes elsewhere.</summary>
    private static DataFolder DryCopy(DataFolder data)
    {
        var copy = new DataFolder(Directory.CreateTempSubdirectory("ita-dry-run-").FullName);
        copy.Create();
        if (Directory.Exists(data.Sources))
            foreach (var state in Directory.EnumerateFiles(data.Sources)) File.Copy(state, Path.Combine(copy.Sources, Path.GetFileName(state)));
        return copy;
    }
}

/// <summary>What was asked on the command line.</summary>
internal sealed record HarvestWish(string Sources, DataFolder Data, string[] Only, bool DryRun, bool Quiet)
{
    public bool Ingest { get; init; }

    /// <summary>Where the provincial rankings go; null for none.</summary>
    public string? Export { get; init; }

    public string? Database { get; init; }
}
