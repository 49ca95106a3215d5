using System.CommandLine;
using ItaIngest.Cli.Output;
using ItaIngest.Domain.Findings;
using ItaIngest.Domain.Reference;
using ItaIngest.Extractors;
using ItaIngest.Reference;

namespace ItaIngest.Cli.Commands;

/// <summary>ita extract PATH...: what the documents say, as JSON Lines; no database.</summary>
internal static class ExtractCommand
{
    public static Command Create()
    {
        var paths = Options.Paths();
        var quiet = Options.Quiet();
        var pages = Options.Pages();
        var workers = Options.Workers();
        var images = Options.KeepImages();
        var command = new Command("extract", "Read documents and print what they say as JSON Lines (no database). Diagnostics go to standard error.") { paths, quiet, pages, workers, images };
        command.SetAction((parsed, cancel) => RunAsync(
            parsed.GetValue(paths)!,
            parsed.GetValue(quiet),
            new ReadOptions { Pages = Options.PageRange(parsed.GetValue(pages)), KeepImages = parsed.GetValue(images), Workers = Math.Max(1, parsed.GetValue(workers)) },
            cancel));
        return command;
    }

    private static async Task<int> RunAsync(string[] paths, bool quiet, ReadOptions options, CancellationToken cancel)
    {
        var found = Intake.Find(paths).ToList();
        var progress = new ReadingProgress(found.Count, quiet);
        await using var reader = new PageReader(options.Workers);
        var reading = new Reading(reader, options, new Lazy<ReferenceData>(() => ReferenceLoader.Load(ReferenceFolder.Find())));
        await using var output = new BufferedStream(Console.OpenStandardOutput(), 1 << 16);
        var json = new ExtractJson(output);
        var rejected = await progress.ShowAsync(async () =>
        {
            var codes = new List<string>();
            await foreach (var document in reading.AllAsync(found, progress, keepPages: false, cancel))
            {
                json.Write(document);
                if (document.Findings.Status != DocumentStatus.Rejected) continue;
                codes.AddRange(document.Findings.Issues.Select(i => i.Code));
                foreach (var issue in document.Findings.Issues) await Console.Error.WriteLineAsync($"{issue.Code}: {issue.Message}");
            }
            return codes;
        });
        return ExitCodes.After(rejected);
    }
}
