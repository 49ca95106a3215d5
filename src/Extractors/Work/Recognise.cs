using ItaIngest.Domain.Findings;
using ItaIngest.Domain.Paper;
using ItaIngest.Extractors.Ocr;
using ItaIngest.Extractors.Tools;

namespace ItaIngest.Extractors.Work;

/// <summary>The worker's side of reading scans: draws or decodes one page and has it recognised.</summary>
internal static class Recognise
{
    /// <summary>Above this the recogniser gains nothing and the time doubles.</summary>
    private const double MostDpi = 330;

    private static ScanReader? _reader;

    public static async Task<Reply> PageAsync(SourceDocument document, ScanRequest scan)
    {
        if (scan.Page == 0) return new Reply(null, null, Pictures.Count(await File.ReadAllBytesAsync(scan.Path)));
        var (image, dpi) = document.Kind == MediaKind.Pdf ? await DrawnAsync(scan) : Decoded(await File.ReadAllBytesAsync(scan.Path), scan.Page - 1, document.FileName);
        _reader ??= new ScanReader();
        var read = _reader.Read(image, dpi, scan.Page);
        if (scan.Limits.KeepImages is { } folder) Keep.Page(folder, document, read, dpi);
        return new Reply(new ReadDocument([read.Page], read.IsCrooked ? [Crooked(scan.Page)] : []), null, read.LinesLeftOut);
    }

    private static Issue Crooked(int page) =>
        new("ITA106", Severity.Warning, $"The lines of page {page} do not run level everywhere, as in a photograph taken from the side, so no number of it is taken as sure. Lay it flat and scan it.", page);

    private static async Task<(GreyImage Image, double Dpi)> DrawnAsync(ScanRequest scan)
    {
        Raster? drawn = null;
        var result = await Pdftoppm.DrawAsync(scan.Path, scan.Page, scan.Page, scan.Dpi, scan.Coloured ? Drawing.Colour : Drawing.Grey, scan.Limits, raster => drawn ??= raster, CancellationToken.None);
        return drawn is { } page
            ? (scan.Coloured ? Colour.Grey(page.Pixels, page.Width, page.Height, scan.Dpi) : new GreyImage(page.Width, page.Height, page.Pixels), scan.Dpi)
            : throw new DocumentRejectedException("ITA017", $"Page {scan.Page} could not be drawn: {result.FirstError}.", "Look at the page in a viewer.");
    }

    private static (GreyImage Image, double Dpi) Decoded(byte[] file, int index, string name)
    {
        var (image, dpi) = Pictures.Read(file, index, name);
        var side = Math.Max(image.Width, image.Height);
        // Cameras and editors write 72 or 96 without meaning it: a page is between A5 and A2.
        if (dpi <= 0 || side / dpi is < 7 or > 24) dpi = side / Pictures.LongSide;
        while (dpi > MostDpi) (image, dpi) = (Halved(image), dpi / 2);
        return (image, Math.Max(dpi, 40));
    }

    private static GreyImage Halved(GreyImage image)
    {
        var (w, h) = (image.Width / 2, image.Height / 2);
        var into = new byte[w * h];
        for (var y = 0; y < h; y++)
        {
            var upper = image.Row(2 * y);
            var lower = image.Row((2 * y) + 1);
            for (var x = 0; x < w; x++) into[(y * w) + x] = (byte)((upper[2 * x] + upper[(2 * x) + 1] + lower[2 * x] + lower[(2 * x) + 1] + 2) / 4);
        }
        return new GreyImage(w, h, into);
    }
}
