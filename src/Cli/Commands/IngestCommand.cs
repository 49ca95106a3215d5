using System.CommandLine;
using ItaIngest.Cli.Output;
using ItaIngest.Domain.Findings;
using ItaIngest.Domain.Reference;
using ItaIngest.Extractors;
using ItaIngest.Reference;
using ItaIngest.Storage;
using ItaIngest.Storage.Write;

namespace ItaIngest.Cli.Commands;

/// <summary>ita ingest PATH...: read documents and store what they say.</summary>
internal static class IngestCommand
{
    public static Command Create()
    {
        var paths = Options.Paths();
        var quiet = Options.Quiet();
        var pages = Options.Pages();
        var workers = Options.Workers();
        var images = Options.KeepImages();
        var database = DbCommand.DatabaseOption();
        var command = new Command("ingest", "Read documents and store what they say; the same bytes again change nothing.") { paths, database, quiet, pages, workers, images };
        command.SetAction((parsed, cancel) => DbFailures.GuardAsync(
            () => IngestFlow.RunAsync(
                Intake.Find(parsed.GetValue(paths)!).ToList(),
                new IngestFlow.Settings(
                    new DatabaseOptions(parsed.GetValue(database)),
                    new ReadOptions { Pages = Options.PageRange(parsed.GetValue(pages)), KeepImages = parsed.GetValue(images), Workers = Math.Max(1, parsed.GetValue(workers)) },
                    parsed.GetValue(quiet)),
                cancel),
            cancel));
        return command;
    }
}
