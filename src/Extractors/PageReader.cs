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
    private readonly Pool _pool;

    /// <param name="atOnce">How many documents, and how many scanned pages, are read at the same time; more wait for a seat.</param>
    public PageReader(int? atOnce = null)
    {
        var seats = Math.Max(1, atOnce ?? Environment.ProcessorCount);
        (_seats, _pool) = (new SemaphoreSlim(seats), new Pool(seats));
    }

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
                return await PdfReader.ReadAsync(document, _pool, options, progress, cancel);
            case MediaKind.Png or MediaKind.Jpeg or MediaKind.Tiff:
                return await Scans.PictureAsync(document, _pool, options, progress, cancel);
            default:
                throw new DocumentRejectedException("ITA018", $"{document.FileName} is not read: it is {Intake.Describe(document.Kind)}.", "Save it as PDF and give that.");
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
