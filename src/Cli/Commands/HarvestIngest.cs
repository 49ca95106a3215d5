using ItaIngest.Extractors;
using ItaIngest.Harvest.Reports;
using ItaIngest.Harvest.Store;
using ItaIngest.Storage;
using ItaIngest.Storage.Export;
using ItaIngest.Storage.Write;

namespace ItaIngest.Cli.Commands;

/// <summary>Hands what the harvest archived, and ingest has not had yet, to ingest: with its address, its name there and when it was fetched.</summary>
internal static class HarvestIngest
{
    public static Task<int> RunAsync(DataFolder data, RunReport report, string? database, bool quiet, CancellationToken cancel) => DbFailures.GuardAsync(async () =>
    {
        var options = new DatabaseOptions(database);
        await NoteAsync(data, report, options, cancel);
        var waiting = Ingested.Waiting(data);
        if (waiting.Count == 0)
        {
            Console.Out.WriteLine("Nothing new to ingest.");
            return ExitCodes.Fine;
        }
        var found = waiting.Select(a => new Found(data.ObjectOf(a.Sha256), null, a.Path is null ? a.FileName : Path.GetFileName(a.FileName), a.Path is null ? a.Url : $"{a.Url}#{Uri.EscapeDataString(a.Path)}", a.FirstSeen)).ToList();
        var code = await IngestFlow.RunAsync(found, new IngestFlow.Settings(options, new ReadOptions(), quiet), cancel);
        // Rejected documents have been read as well: the summary and the database say why, and reading them again every night would say the same.
        if (code is ExitCodes.Fine or ExitCodes.WithRejects) Ingested.Mark(data, waiting, TimeProvider.System.GetUtcNow());
        return code;
    }, cancel);

    /// <summary>What the run found and missed goes beside the scores: who asks what is missing sees whether anybody has looked.</summary>
    private static async Task NoteAsync(DataFolder data, RunReport report, DatabaseOptions options, CancellationToken cancel)
    {
        await using var store = await Store.OpenAsync(new StoreOptions(options), TimeProvider.System, cancel);
        await store.OnlyWriteAsync(cancel);
        await store.WriteHarvestAsync([.. report.Sources.Select(s => new HarvestRow(data.Root, report.Run, s.Name, s.Agency, s.Province, report.Began, report.Ended, s.Documents, s.MinimumDocuments,
            s.Years, s.MissingYears, s.New.Count, s.Changed.Count, s.Unchanged, s.Gone.Count, s.Failed.Count, s.Stopped, s.Alarms))], cancel);
    }

    /// <summary>Writes the provincial rankings of every year that is known, a folder for each.</summary>
    public static Task<int> ExportAsync(string folder, string? database, CancellationToken cancel) => DbFailures.GuardAsync(async () =>
    {
        await using var store = await ExportCommand.OpenAsync(database, cancel);
        var years = await Exporter.YearsAsync(store.Database, cancel);
        foreach (var year in years)
        {
            var text = year.ToString(System.Globalization.CultureInfo.InvariantCulture);
            if ((await Exporter.ProvincesAsync(store.Database, year, cancel)).IsEmpty) continue;
            var place = Path.Combine(folder, text);
            await ExportAllCommand.WriteAsync(text, place, new ExportOutput(null, null, database), cancel);
            Console.Out.WriteLine($"Rankings of {text}: {Path.Combine(place, "index.md")}");
        }
        return ExitCodes.Fine;
    }, cancel);
}
