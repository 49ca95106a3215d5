using ItaIngest.Cli.Output;
using ItaIngest.Domain.Findings;
using ItaIngest.Domain.Reference;
using ItaIngest.Extractors;
using ItaIngest.Pipeline.Reconciling;
using ItaIngest.Reference;
using ItaIngest.Storage;
using ItaIngest.Storage.Write;

namespace ItaIngest.Cli;

/// <summary>The whole way of documents into the database: intake, pages, findings, store, and a summary at the end.</summary>
internal static class IngestFlow
{
    /// <param name="Database">Where to.</param>
    /// <param name="Reading">How to read.</param>
    /// <param name="Quiet">No progress.</param>
    public sealed record Settings(DatabaseOptions Database, ReadOptions Reading, bool Quiet);

    /// <summary>Reads and stores the given files, each in a transaction of its own.</summary>
    /// <returns>An exit code.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<Found> found, Settings settings, CancellationToken cancel)
    {
        var reference = ReferenceLoader.Load(ReferenceFolder.Find());
        await using var store = await Store.OpenAsync(new StoreOptions(settings.Database, Unite: Together.By(reference)), TimeProvider.System, cancel);
        await store.OnlyWriteAsync(cancel);
        await store.WriteReferenceAsync(reference, cancel);
        var run = await store.BeginRunAsync("ingest", Program.Version, cancel);
        var summary = new IngestSummary();
        var outcome = RunOutcome.Failed;
        var progress = new ReadingProgress(found.Count, settings.Quiet);
        try
        {
            await progress.ShowAsync(async () =>
            {
                await using var reader = new PageReader(settings.Reading.Workers);
                var reading = new Reading(reader, settings.Reading, new Lazy<ReferenceData>(reference));
                await foreach (var document in reading.AllAsync(found, progress, keepPages: false, cancel))
                {
                    // What never became a document (a missing path, an empty file) has no bytes to be stored under.
                    var written = document.Findings.Document.Id.Length == 0 ? default : await store.WriteAsync(document.Findings, cancel, run);
                    summary.Add(document, written);
                }
                return 0;
            });
            outcome = RunOutcome.Finished;
        }
        catch (OperationCanceledException)
        {
            outcome = RunOutcome.Interrupted;
            throw;
        }
        finally
        {
            await store.EndRunAsync(run, outcome, summary.Documents, summary.Rejected, summary.Written, CancellationToken.None);
            summary.Print(Console.Out, store.Database.Where);
        }
        return ExitCodes.After(summary.Rejections);
    }
}
