using System.CommandLine;
using ItaIngest.Cli.Output;
using ItaIngest.Domain.Reference;
using ItaIngest.Extractors;
using ItaIngest.Reference;

namespace ItaIngest.Cli.Commands;

/// <summary>ita explain FILE: for a person: each page with its kind, tables as read, each score with where it came from, each issue.</summary>
internal static class ExplainCommand
{
    public static Command Create()
    {
        var paths = Options.Paths();
        var pages = Options.Pages();
        var command = new Command("explain", "Show how documents were read: pages, tables, scores with their evidence, issues with the text around them.") { paths, pages };
        command.SetAction((parsed, cancel) => RunAsync(parsed.GetValue(paths)!, new ReadOptions { Pages = Options.PageRange(parsed.GetValue(pages)) }, cancel));
        return command;
    }

    private static async Task<int> RunAsync(string[] paths, ReadOptions options, CancellationToken cancel)
    {
        var found = Intake.Find(paths).ToList();
        var progress = new ReadingProgress(found.Count, quiet: true);
        await using var reader = new PageReader(options.Workers);
        var reference = new Lazy<ReferenceData>(() => ReferenceLoader.Load(ReferenceFolder.Find()));
        var reading = new Reading(reader, options, reference);
        var code = ExitCodes.Fine;
        await foreach (var document in reading.AllAsync(found, progress, keepPages: true, cancel))
        {
            Explanation.Write(Console.Out, document, reference.Value.Codebooks);
            if (document.Findings.Status == Domain.Findings.DocumentStatus.Rejected) code = ExitCodes.WithRejects;
        }
        return code;
    }
}
