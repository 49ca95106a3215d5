using System.Globalization;
using ItaIngest.Domain.Findings;
using ItaIngest.Extractors.Tools;

namespace ItaIngest.Extractors.Pdf;

/// <summary>Whether a page's text layer is used or the page must be read as an image (and why), and what else to say of it.</summary>
/// <param name="UseLayer">The text layer is the page's text.</param>
/// <param name="Scan">Why it must be read as an image.</param>
/// <param name="Issue">What else a person should know.</param>
/// <param name="Dpi">Dots an inch of its largest image; 0 where there is none.</param>
/// <param name="Coloured">That image has colours.</param>
internal readonly record struct Verdict(bool UseLayer, string? Scan = null, Issue? Issue = null, double Dpi = 0, bool Coloured = false);

/// <summary>Decides page by page between text layer and scan.</summary>
internal static class Judge
{
    /// <summary>Fewer letters than this on a page with a large image: a stamp or a page number, the rest is in the image.</summary>
    private const int FewLetters = 60;

    /// <summary>Shares of the page: of an image with little text beside it; of one that may be a whole scan; of one that may hold a table.</summary>
    private const double Scan = 0.3, Whole = 0.7, Picture = 0.12;

    /// <summary>Fewer pixels hold no readable text of a whole page: a background, an emblem.</summary>
    private const long LargeImage = 250_000;

    public static async Task<Dictionary<int, Verdict>> PagesAsync(
        string path, PdfFacts facts, Dictionary<int, WordPage> words, ReadOptions options, CancellationToken cancel)
    {
        // Only a file that holds an image at all is worth asking what its pages are made of.
        var parts = HoldsImages(path) ? await Qpdf.PagesAsync(path, options, cancel) : [];
        var garbage = new Dictionary<int, string>();
        var asked = new HashSet<int>();
        foreach (var (number, page) in words)
        {
            if (Letters.Garbage(page) is { } why) garbage[number] = why;
            if (Letters.Count(page) < FewLetters || (number <= parts.Count && parts[number - 1].Images.Sum(i => i.Pixels) >= LargeImage)) asked.Add(number);
        }
        var torn = asked.Count == 0 ? [] : TornImages.Find(path);
        var halves = new HashSet<int>();
        var covered = new Dictionary<int, double>();
        var largest = new Dictionary<int, DrawnImage>();
        foreach (var (from, to) in Runs(asked))
            foreach (var image in await Pdfimages.ListAsync(path, from, to, options, cancel))
            {
                covered[image.Page] = covered.GetValueOrDefault(image.Page) + image.Area;
                if (torn.Contains(image.Number)) halves.Add(image.Page);
                if (image.Area > largest.GetValueOrDefault(image.Page).Area) largest[image.Page] = image;
            }
        var inked = await InkedAsync(path, words.Values.Where(p => p.Words.Count == 0 && !covered.ContainsKey(p.Number)).Select(p => p.Number), options, cancel);

        var verdicts = new Dictionary<int, Verdict>();
        foreach (var (number, page) in words)
        {
            var area = facts.Sizes[number - 1].Width * facts.Sizes[number - 1].Height;
            var share = area > 0 ? Math.Min(1, covered.GetValueOrDefault(number) / area) : 0;
            var hidden = share >= Whole && Letters.Count(page) >= FewLetters && number <= parts.Count && await IsHiddenAsync(path, parts[number - 1], options, cancel);
            verdicts[number] = Page(page, share, garbage.GetValueOrDefault(number), hidden, inked.Contains(number)) with { Dpi = largest.GetValueOrDefault(number).Dpi, Coloured = largest.GetValueOrDefault(number).Coloured };
            if (halves.Contains(number))
                verdicts[number] = verdicts[number] with { Issue = new Issue("ITA105", Severity.Error, $"An image on page {number} breaks off: the file is damaged there, and what is missing cannot be read. Download it again, or compare the page with the publisher's.", number) };
        }
        return verdicts;
    }

    private static Verdict Page(WordPage page, double share, string? garbage, bool hidden, bool inked)
    {
        var letters = Letters.Count(page);
        if (garbage is not null) return new Verdict(false, $"its text layer is unusable: {garbage}");
        if (hidden) return new Verdict(false, "an image covers it, and the invisible text behind it comes from another recogniser");
        if (letters < FewLetters && share >= Scan) return new Verdict(false, string.Create(CultureInfo.InvariantCulture, $"an image covers {share * 100:0} % of it and its text layer has {letters} letters"));
        if (page.Words.Count == 0 && inked) return new Verdict(false, "its letters are drawn as shapes, without text");
        if (page.Words.Count == 0 && share < Picture) return new Verdict(true, null, new Issue("ITA020", Severity.Info, $"Page {page.Number} is blank.", page.Number));
        if (share >= Picture && share < Whole)
            return new Verdict(true, null, new Issue("ITA026", Severity.Warning, string.Create(CultureInfo.InvariantCulture,
                $"Pictures cover {share * 100:0} % of page {page.Number}; text in them is not read. Look whether they show scores."), page.Number));
        return new Verdict(true);
    }

    /// <summary>A stream's dictionary always stands in the file unpacked, so an image shows.</summary>
    private static bool HoldsImages(string path)
    {
        using var file = File.OpenRead(path);
        var block = new byte[1 << 16];
        var kept = 0;
        for (int n; (n = file.Read(block, kept, block.Length - kept)) > 0;)
        {
            var bytes = block.AsSpan(0, kept + n);
            for (var at = bytes.IndexOf("/Image"u8); at >= 0 && at + 6 < bytes.Length;)
            {
                // Not /ImageB and /ImageC of old procedure sets.
                if (!char.IsAsciiLetter((char)bytes[at + 6])) return true;
                var next = bytes[(at + 6)..].IndexOf("/Image"u8);
                at = next < 0 ? -1 : at + 6 + next;
            }
            kept = Math.Min(bytes.Length, 8);
            bytes[^kept..].CopyTo(block);
        }
        return false;
    }

    private static async Task<bool> IsHiddenAsync(string path, PageParts parts, ReadOptions options, CancellationToken cancel)
    {
        var content = await Qpdf.ContentAsync(path, parts.Contents, options, cancel);
        if (content.Length == 0) return false;
        var drawn = Content.Look(content, parts.Images.Where(i => i.Pixels >= LargeImage).Select(i => i.Name).ToHashSet(StringComparer.Ordinal));
        // No text drawn by the page itself, though it has some: it lies in a form, as scanning programs put it.
        return drawn.Visible <= (drawn.Invisible + drawn.Covered) / 10;
    }

    private static async Task<HashSet<int>> InkedAsync(string path, IEnumerable<int> pages, ReadOptions options, CancellationToken cancel)
    {
        var inked = new HashSet<int>();
        foreach (var (from, to) in Runs(pages))
            await Pdftoppm.DrawAsync(path, from, to, 30, Drawing.Crisp, options, raster =>
            {
                if (raster.Pixels.Count(p => p < 128) * 1000 > raster.Pixels.Length) inked.Add(raster.Page);
            }, cancel);
        return inked;
    }

    /// <summary>Starting a program costs as much as a few pages that nobody asked for.</summary>
    private const int PagesAStart = 8;

    /// <summary>Page numbers as stretches, so that a scan of 300 pages costs one run and not 300.</summary>
    internal static IEnumerable<(int From, int To)> Runs(IEnumerable<int> pages)
    {
        (int From, int To)? run = null;
        foreach (var page in pages.Order())
        {
            if (run is { } r && page <= r.To + PagesAStart) run = (r.From, page);
            else
            {
                if (run is { } done) yield return done;
                run = (page, page);
            }
        }
        if (run is { } tail) yield return tail;
    }
}
