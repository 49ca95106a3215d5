using ItaIngest.Domain.Findings;
using ItaIngest.Domain.Paper;
using ItaIngest.Extractors.Pdf;
using ItaIngest.Extractors.Text;
using ItaIngest.Extractors.Work;

namespace ItaIngest.Extractors;

/// <summary>
/// Bytes in, pages of tokens out, whatever kind of file it was: the one door between paper and the pipeline.
/// One reader serves a whole run and many documents at once.
/// </summary>
public sealed class PageReader : IAsyncDisposable
{
    private readonly SemaphoreSlim _seats;
    private readonly Pool _pool = new();

    /// <param name="atOnce">How many documents are read at the same time; more wait for a seat.</param>
    public PageReader(int? atOnce = null) => _seats = new SemaphoreSlim(Math.Max(1, atOnce ?? Environment.ProcessorCount));

    /// <summary>Reads a document's pages.</summary>
    /// <exception cref="DocumentRejectedException">Nothing of it can be read; says why and what to do.</exception>
    /// <exception cref="OperationCanceledException">Given up by the caller; outside programs are ended.</exception>
    public async Task<ReadDocument> ReadAsync(SourceDocument document, ReadOptions options, IProgress<PageProgress>? progress, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(document);
        ArgumentNullException.ThrowIfNull(options);
        await _seats.WaitAsync(cancel);
        try
        {
            return await KindAsync(document, options, progress, cancel);
        }
        finally
        {
            _seats.Release();
        }
    }

    private async Task<ReadDocument> KindAsync(SourceDocument document, ReadOptions options, IProgress<PageProgress>? progress, CancellationToken cancel)
    {
        switch (document.Kind)
        {
            case MediaKind.PlainText or MediaKind.Markdown:
                return Done(await Task.Run(() => PlainReader.Read(document, cancel), cancel), progress);
            case MediaKind.Csv:
                return Done(await Task.Run(() => CsvReader.Read(document, cancel), cancel), progress);
            case MediaKind.Html or MediaKind.Docx or MediaKind.Xlsx:
                return Done(await _pool.ReadAsync(document, options, cancel), progress);
            case MediaKind.Pdf:
                return await PdfReader.ReadAsync(document, options, progress, cancel);
            default:
                throw new DocumentRejectedException("ITA018", $"{document.FileName} is not read yet: it is {Intake.Describe(document.Kind)}.",
                    "Give it as text or as a PDF with a text layer.");
        }
    }

    private static ReadDocument Done(ReadDocument read, IProgress<PageProgress>? progress)
    {
        foreach (var page in read.Pages) progress?.Report(new PageProgress(page.Number, read.Pages.Length));
        return read;
    }

    public ValueTask DisposeAsync()
    {
        _pool.Dispose();
        _seats.Dispose();
        return ValueTask.CompletedTask;
    }
}
