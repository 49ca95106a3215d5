using System.CommandLine;
using System.Globalization;
using ItaIngest.Reference;
using ItaIngest.Storage;
using ItaIngest.Storage.Export;

namespace ItaIngest.Cli.Commands;

/// <summary>ita export: data sets as files.</summary>
internal static class ExportCommand
{
    public static Command Create()
    {
        var export = new Command("export", "Write rankings, scores and evidence as CSV, XLSX, JSON, JSON Lines or Markdown");
        foreach (var set in DataSet.All) export.Subcommands.Add(One(set));
        export.Subcommands.Add(Agency());
        export.Subcommands.Add(ExportAllCommand.Create());
        return export;
    }

    private static Command One(DataSet set)
    {
        var command = new Command(set.Name, set.Title);
        var filters = new ExportOptions(set);
        filters.AddTo(command);
        command.SetAction((parsed, ct) => DbFailures.GuardAsync(() => WriteAsync(set, filters.Read(parsed), filters.ReadOutput(parsed), ct), ct));
        return command;
    }

    private static Command Agency()
    {
        var command = new Command("agency", "Everything that is known about one agency: every value of every year");
        var code = new Argument<string>("code") { Description = "The agency's code, as the ranking shows it" };
        command.Arguments.Add(code);
        var options = new ExportOptions(DataSet.Scores with { Filters = ["fiscal_year", "status"] }); // Where it is and what kind follow from the code.
        options.AddTo(command);
        command.SetAction((parsed, ct) => DbFailures.GuardAsync(() => WriteAsync(DataSet.Scores, options.Read(parsed) with { Agencies = [parsed.GetValue(code)!] }, options.ReadOutput(parsed), ct), ct));
        return command;
    }

    /// <summary>Opens the store with the registry in it, so that provinces are known by name even before the first document.</summary>
    internal static async Task<Store> OpenAsync(string? database, CancellationToken ct)
    {
        var store = await Store.OpenAsync(new StoreOptions(new DatabaseOptions(database)), TimeProvider.System, ct);
        try
        {
            await WriteReferenceAsync(store, ct);
            await store.OnlyReadAsync(ct);
            return store;
        }
        catch
        {
            await store.DisposeAsync();
            throw;
        }
    }

    private static async Task WriteReferenceAsync(Store store, CancellationToken ct)
    {
        try
        {
            await store.WriteReferenceAsync(ReferenceLoader.Load(ReferenceFolder.Find()), ct);
        }
        catch (StorageException e) when (e.Code is "ITA614" or "ITA615")
        {
            // A reader's account: what is stored must do.
        }
    }

    internal static string Version => typeof(ExportCommand).Assembly.GetName().Version?.ToString(3) ?? "0";

    private static async Task<int> WriteAsync(DataSet set, Filter filter, ExportOutput output, CancellationToken ct)
    {
        var form = output.Form();
        await using var store = await OpenAsync(output.Database, ct);
        if (output.File is not { } file)
        {
            if (form == FileForm.Xlsx && !Console.IsOutputRedirected)
                throw new StorageException("ITA633", "A workbook cannot be shown on a terminal.", "Name a file with --out.");
            await using var stdout = new BufferedStream(Console.OpenStandardOutput(), 1 << 16);
            await Exporter.WriteAsync(store.Database, set, filter, form, stdout, ct);
            return ExitCodes.Fine;
        }
        var written = await Exporter.ToFileAsync(file, stream => Exporter.WriteAsync(store.Database, set, filter, form, stream, ct));
        var description = await Package.DescribeAsync(store.Database, "ita-" + set.Name, Version, [new Resource(Path.GetFileName(file), set, form, written)], ct);
        await Exporter.ToFileAsync(file + ".datapackage.json", async stream =>
        {
            await stream.WriteAsync(System.Text.Encoding.UTF8.GetBytes(description), ct);
            return 0;
        });
        await Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{written.Rows} rows written to {file}"));
        return ExitCodes.Fine;
    }
}
