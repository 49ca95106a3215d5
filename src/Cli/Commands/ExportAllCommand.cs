using System.CommandLine;
using System.Globalization;
using System.Text;
using ItaIngest.Storage;
using ItaIngest.Storage.Export;

namespace ItaIngest.Cli.Commands;

/// <summary>ita export all: the provincial files of a nation, one file per province, an index and a description.</summary>
internal static class ExportAllCommand
{
    public static Command Create()
    {
        var command = new Command("all", "The ranking of every province of a year, one file each, with an index");
        var year = new Option<string>("--year") { Description = "Fiscal year of the Buddhist Era", Required = true };
        var folder = new Option<string>("--out") { Description = "Folder to write into", Required = true };
        var format = new Option<string?>("--format") { Description = "csv, xlsx, json, jsonl or md (default: csv)" };
        var database = DbCommand.DatabaseOption();
        foreach (var option in new Option[] { year, folder, format, database }) command.Options.Add(option);
        command.SetAction((parsed, ct) => DbFailures.GuardAsync(() => WriteAsync(parsed.GetValue(year)!, parsed.GetValue(folder)!, new ExportOutput(parsed.GetValue(format), null, parsed.GetValue(database)), ct), ct));
        return command;
    }

    public static async Task<int> WriteAsync(string year, string folder, ExportOutput output, CancellationToken ct)
    {
        var form = output.Form();
        var extension = form switch { FileForm.Csv => "csv", FileForm.Xlsx => "xlsx", FileForm.Json => "json", FileForm.JsonLines => "jsonl", _ => "md" };
        await using var store = await ExportCommand.OpenAsync(output.Database, ct);
        var number = Filter.OneYear(year);
        var provinces = await Exporter.ProvincesAsync(store.Database, number, ct);
        if (provinces.IsEmpty) throw new StorageException("ITA631", $"Nothing is known for: ranking, year {number}.", "Look at \"./ita export coverage\" for the years that are known.");
        var resources = new List<Resource>();
        var index = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"# ITA {number}\n\n| province | จังหวัด | rows | file |\n|---|---|--:|---|\n"));
        foreach (var province in provinces)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"ranking-{number}-{province.Code}-{province.EnglishName.ToLowerInvariant().Replace(' ', '-')}.{extension}");
            var filter = Filter.None with { Years = [number.ToString(CultureInfo.InvariantCulture)], Provinces = [province.Code] };
            var written = await Exporter.ToFileAsync(Path.Combine(folder, name), stream => Exporter.WriteAsync(store.Database, DataSet.Ranking, filter, form, stream, ct));
            resources.Add(new Resource(name, DataSet.Ranking, form, written));
            index.Append(CultureInfo.InvariantCulture, $"| {province.EnglishName} | {province.Name} | {written.Rows} | [{name}]({name}) |\n");
        }
        await PutAsync(Path.Combine(folder, "index.md"), index.ToString(), ct);
        await PutAsync(Path.Combine(folder, "datapackage.json"), await Package.DescribeAsync(store.Database, $"ita-ranking-{number}", ExportCommand.Version, resources, ct), ct);
        await Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{resources.Count} provinces, {resources.Sum(r => r.Written.Rows)} rows written to {folder}"));
        return ExitCodes.Fine;
    }

    private static Task<int> PutAsync(string file, string text, CancellationToken ct) => Exporter.ToFileAsync(file, async stream =>
    {
        await stream.WriteAsync(Encoding.UTF8.GetBytes(text), ct);
        return 0;
    });
}
