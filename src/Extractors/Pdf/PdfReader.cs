using System.Collections.Immutable;
using System.Globalization;
using ItaIngest.Domain.Findings;
using ItaIngest.Domain.Paper;
using ItaIngest.Extractors.Tools;
using ItaIngest.Extractors.Work;

namespace ItaIngest.Extractors.Pdf;

/// <summary>Reads a PDF's text layer page by page and says of each page that has none why it was not read so.</summary>
internal static class PdfReader
{
    public static async Task<ReadDocument> ReadAsync(SourceDocument document, Pool pool, ReadOptions options, IProgress<PageProgress>? progress, CancellationToken cancel)
    {
        var issues = ImmutableArray.CreateBuilder<Issue>();
        var temporary = Path.Combine(Path.GetTempPath(), $"ita-{document.Id[..16]}-{Guid.NewGuid():N}.pdf");
        try
        {
            var (path, facts) = await OpenAsync(document, temporary, options, issues, cancel);
            var (first, last) = (Math.Max(1, options.Pages?.First ?? 1), Math.Min(facts.Pages, options.Pages?.Last ?? facts.Pages));
            var words = await Layer.ReadAsync(path, first, last, options, issues, cancel);
            var judged = await Judge.PagesAsync(path, facts, words, options, cancel);

            var pages = new SortedDictionary<int, PageText>();
            var scans = new List<Scan>();
            for (var number = first; number <= last; number++)
            {
                if (!judged.TryGetValue(number, out var verdict)) continue;
                if (verdict.Issue is { } issue) issues.Add(issue);
                if (verdict.UseLayer) pages[number] = Page(words[number], facts.Sizes[number - 1], issues);
                else if (Resolution(facts.Sizes[number - 1], verdict.Dpi) is { } dpi) scans.Add(new Scan(number, verdict.Scan!, dpi, verdict.Coloured));
                else issues.Add(new Issue("ITA017", Severity.Error, $"Page {number} was not read: it measures {facts.Sizes[number - 1].Width / 72 * 2.54:0} x {facts.Sizes[number - 1].Height / 72 * 2.54:0} cm and is a scan. Print it smaller.", number));
            }
            if (scans.Count > 0)
            {
                var done = words.Count - scans.Count;
                var recognised = await Scans.ReadAsync(document, path, scans, pool, options, _ => progress?.Report(new PageProgress(Interlocked.Increment(ref done), facts.Pages)), cancel);
                foreach (var page in recognised.Pages) pages[page.Number] = page;
                issues.AddRange(recognised.Issues);
            }
            await RuleAsync(path, pages, options, cancel);
            progress?.Report(new PageProgress(last, facts.Pages));
            return new ReadDocument([.. pages.Values], issues.ToImmutable());
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    private static async Task<(string Path, PdfFacts Facts)> OpenAsync(
        SourceDocument document, string temporary, ReadOptions options, ImmutableArray<Issue>.Builder issues, CancellationToken cancel)
    {
        var facts = await Pdfinfo.ReadAsync(document.Path, document.FileName, options, cancel);
        if (facts is { Pages: > 0, Damage: null }) return (document.Path, facts);
        if (await Qpdf.RepairAsync(document.Path, temporary, options, cancel)
            && await Pdfinfo.ReadAsync(temporary, document.FileName, options, cancel) is { Pages: > 0 } rebuilt)
        {
            issues.Add(new Issue("ITA012", Severity.Warning,
                $"{document.FileName} is damaged ({facts?.Damage ?? "it could not be opened"}) and was read after a repair: {rebuilt.Pages} pages. Compare it with the publisher's copy, pages may be missing."));
            return (temporary, rebuilt);
        }
        if (facts is { Pages: > 0 }) return (document.Path, facts);
        throw new DocumentRejectedException("ITA011", $"{document.FileName} is a broken PDF that qpdf cannot repair either.",
            "Download it again and compare its size with the publisher's.");
    }

    /// <summary>
    /// The scan's own resolution, 300 at most and 150 at least; less where the sheet is so large that its picture would be.
    /// Null where even 75 dots an inch make a picture that is too large.
    /// </summary>
    private static double? Resolution(PageSize size, double own)
    {
        const double MostPixels = 40e6;
        var dpi = own <= 0 ? 300 : Math.Clamp(own, 150, 300);
        dpi = Math.Min(dpi, Math.Sqrt(MostPixels / Math.Max(1, size.Width / 72 * size.Height / 72)));
        return dpi < 75 ? null : dpi;
    }

    private static PageText Page(WordPage page, PageSize size, ImmutableArray<Issue>.Builder issues)
    {
        // poppler's boxes are those of the page as a reader sees it, its size is not.
        page = new WordPage(page.Number, size.Seen.Width, size.Seen.Height, page.Words);
        var quarters = Sideways.Quarters(page);
        if (quarters != 0)
        {
            page = Sideways.Turn(page, quarters);
            issues.Add(new Issue("ITA030", Severity.Info, $"Page {page.Number} is printed sideways; its boxes are those of the page turned upright.", page.Number));
        }
        var tokens = new List<Token>(page.Words.Count);
        Rejoin.Words(page.Words, tokens);
        return new PageText(page.Number, new Box(0, 0, page.Width, page.Height), PageSource.TextLayer, quarters == 0 ? "pdftotext" : $"pdftotext, turned {quarters * 90}", [.. tokens], []);
    }

    /// <summary>Gives the pages that look like tables their drawn lines.</summary>
    private static async Task RuleAsync(string path, SortedDictionary<int, PageText> pages, ReadOptions options, CancellationToken cancel)
    {
        var tabular = pages.Values.Where(p => p.Source == PageSource.TextLayer && Rulings.LooksTabular(p.Tokens)).Select(p => p.Number).ToHashSet();
        foreach (var (from, to) in Judge.Runs(tabular))
            await Pdftoppm.DrawAsync(path, from, to, Rulings.Dpi, Drawing.Crisp, options, raster =>
            {
                if (!tabular.Contains(raster.Page)) return;
                var page = pages[raster.Page];
                var quarters = page.Engine.EndsWith("turned 90", StringComparison.Ordinal) ? 1 : page.Engine.EndsWith("turned 270", StringComparison.Ordinal) ? 3 : 0;
                pages[raster.Page] = page with { Rulings = Rulings.Find(raster, box => Sideways.Turn(box, raster.Width, raster.Height, quarters), page.Tokens) };
            }, cancel);
    }
}
