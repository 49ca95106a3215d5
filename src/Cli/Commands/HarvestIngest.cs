using ItaIngest.Extractors;
using ItaIngest.Harvest.Store;
using ItaIngest.Storage;
using ItaIngest.Storage.Export;

namespace ItaIngest.Cli.Commands;

/// <summary>Hands what the harvest archived, and ingest has not had yet, to ingest: with its address, its name there and when it was fetched.</summary>
internal static class HarvestIngest
{
    public static async Task<int> RunAsync(DataFolder data, string? database, bool quiet, CancellationToken cancel)
    {
        var waiting = Ingested.Waiting(data);
        if (waiting.Count == 0)
        {
            Console.Out.WriteLine("Nothing new to ingest.");
            return ExitCodes.Fine;
        }
        var found = waiting.Select(a => new Found(data.ObjectOf(a.Sha256), null, a.Path is null ? a.FileName : Path.GetFileName(a.FileName), a.Path is null ? a.Url : $"{a.Url}#{Uri.EscapeDataString(a.Path)}", a.FirstSeen)).ToList();
        var code = await DbFailures.GuardAsync(() => IngestFlow.RunAsync(found, new IngestFlow.Settings(new DatabaseOptions(database), new ReadOptions(), quiet), cancel), cancel);
        // Rejected documents have been read as well: the summary and the database say why, and reading them again every night would say the same.
        if (code is ExitCodes.Fine or ExitCodes.WithRejects) Ingested.Mark(data, waiting, TimeProvider.System.GetUtcNow());
        return code;
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
