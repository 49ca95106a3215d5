using System.Collections.Immutable;
using ItaIngest.Domain.Findings;
using ItaIngest.Domain.Paper;
using ItaIngest.Domain.Reference;
using ItaIngest.Extractors;
using ItaIngest.Pipeline;

namespace ItaIngest.Cli;

/// <summary>A document as far as it got: what was found, and where its file lies.</summary>
/// <param name="Path">As given or found.</param>
/// <param name="Findings">Never null: a rejected document says why.</param>
/// <param name="Pages">The pages behind the findings, kept only for commands that show them.</param>
internal sealed record DocumentRead(string Path, DocumentFindings Findings, ImmutableArray<PageText> Pages);

/// <summary>The way of one document from its file to its findings, and of many in the order they were given.</summary>
internal sealed class Reading(PageReader reader, ReadOptions options, Lazy<ReferenceData> reference)
{
    /// <summary>How many documents may be read ahead of the one that is next to be handed out.</summary>
    private static int Ahead => Math.Max(2, Environment.ProcessorCount * 2);

    /// <summary>
    /// Reads documents on all cores and hands them out in the order of their paths, whatever the number of workers.
    /// A document that fails costs itself; the others go on.
    /// </summary>
    public async IAsyncEnumerable<DocumentRead> AllAsync(
        IReadOnlyList<Found> found,
        IReadingProgress progress,
        bool keepPages,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        var under = new Queue<Task<DocumentRead>>();
        var next = 0;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        try
        {
            while (next < found.Count || under.Count > 0)
            {
                while (next < found.Count && under.Count < Ahead)
                {
                    var item = found[next++];
                    under.Enqueue(item.Issue is { } missing
                        ? Task.FromResult(new DocumentRead(item.Path ?? "", DocumentFindings.Rejected(Nothing(item.Path), missing), []))
                        : Task.Run(() => OneAsync(item, progress, keepPages, stop.Token), stop.Token));
                }
                yield return await under.Dequeue();
            }
        }
        finally
        {
            await stop.CancelAsync();
        }
    }

    private async Task<DocumentRead> OneAsync(Found found, IReadingProgress progress, bool keepPages, CancellationToken cancel)
    {
        var path = found.Path!;
        var document = Nothing(path);
        try
        {
            document = Intake.Open(path, called: found.Name) with { Origin = found.Origin, RetrievedAt = found.RetrievedAt };
            progress.Started(path);
            var read = await reader.ReadAsync(document, options, progress.Pages(path), cancel);
            var findings = Ingest.Document(document, read.Pages, read.Issues, reference.Value);
            return new DocumentRead(found.Name ?? path, findings, keepPages ? read.Pages : []);
        }
        catch (DocumentRejectedException e)
        {
            return new DocumentRead(found.Name ?? path, DocumentFindings.Rejected(document, new Issue(e.Code, Severity.Error, e.Message)), []);
        }
        catch (Exception e) when (e is not OperationCanceledException and not ItaIngest.Reference.ReferenceException)
        {
            // The one catch-all: a fault of ours in one document must not cost the others.
            var at = e.StackTrace?.Split('\n')[0].Trim();
            return new DocumentRead(found.Name ?? path, DocumentFindings.Rejected(document, new Issue("ITA999", Severity.Error, $"{Path.GetFileName(path)}: the program failed on this document ({e.GetType().Name}: {e.Message}; {at}). Nothing of it was taken. Please report it with the file.")), []);
        }
        finally
        {
            progress.Finished(path);
        }
    }

    private static SourceDocument Nothing(string? path) =>
        new("", System.IO.Path.GetFileName(path ?? ""), path ?? "", MediaKind.Unknown, 0);
}
