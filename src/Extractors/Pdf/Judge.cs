using ItaIngest.Domain.Findings;
using ItaIngest.Domain.Values;
using ItaIngest.Extractors.Tools;

namespace ItaIngest.Extractors.Pdf;

/// <summary>Whether a page's text layer is used, and what to say when it is not.</summary>
internal readonly record struct Verdict(bool UseLayer, bool IsScan, Issue? Issue);

/// <summary>Decides page by page between text layer and scan.</summary>
internal static class Judge
{
    /// <summary>Fewer letters than this on a page with a large image: a stamp or a page number, the rest is in the image.</summary>
    private const int FewLetters = 60;

    public static async Task<Dictionary<int, Verdict>> PagesAsync(
        string path, int first, int last, PdfFacts facts, Dictionary<int, WordPage> words, ReadOptions options, CancellationToken cancel)
    {
        var thin = words.Values.Where(p => Letters.Count(p) < FewLetters || Letters.Garbage(p) is not null).Select(p => p.Number).ToHashSet();
        var images = new Dictionary<int, double>();
        foreach (var (from, to) in Runs(thin))
            foreach (var image in await Pdfimages.ListAsync(path, from, to, options, cancel))
                images[image.Page] = images.GetValueOrDefault(image.Page) + (image.Width * image.Height);

        var verdicts = new Dictionary<int, Verdict>();
        foreach (var (number, page) in words)
        {
            var area = facts.Sizes[number - 1].Width * facts.Sizes[number - 1].Height;
            var covered = area > 0 ? images.GetValueOrDefault(number) / area : 0;
            verdicts[number] = Page(page, covered);
        }
        return verdicts;
    }

    private static Verdict Page(WordPage page, double covered)
    {
        if (page.Words.Count == 0 && covered == 0)
            return new Verdict(true, false, new Issue("ITA020", Severity.Info, $"Page {page.Number} has neither text nor images.", page.Number));
        if (Letters.Garbage(page) is { } why)
            return new Verdict(false, true, new Issue("ITA022", Severity.Error, $"Page {page.Number} is not read yet: its text layer is unusable ({why}); it must be read as an image.", page.Number));
        if (Letters.Count(page) < FewLetters && covered >= 0.3)
            return new Verdict(false, true, new Issue("ITA019", Severity.Error, $"Page {page.Number} is not read yet: it is a scan (an image covers {Math.Min(covered, 1):P0} of it and its text layer has {Letters.Count(page)} letters).", page.Number));
        return new Verdict(true, false, null);
    }

    /// <summary>Page numbers as stretches, so that a scan of 300 pages costs one run and not 300.</summary>
    internal static IEnumerable<(int From, int To)> Runs(IEnumerable<int> pages)
    {
        (int From, int To)? run = null;
        foreach (var page in pages.Order())
        {
            if (run is { } r && page <= r.To + 2) run = (r.From, page);
            else
            {
                if (run is { } done) yield return done;
                run = (page, page);
            }
        }
        if (run is { } tail) yield return tail;
    }
}
