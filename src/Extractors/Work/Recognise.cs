using ItaIngest.Domain.Findings;
using ItaIngest.Domain.Paper;
using ItaIngest.Extractors.Ocr;
using ItaIngest.Extractors.Tools;

namespace ItaIngest.Extractors.Work;

/// <summary>The worker's side of reading scans: draws or decodes one page and has it recognised.</summary>
internal static class Recognise
{
    /// <summary>A4's longer side in inches: what a picture that does not tell its resolution most likely shows.</summary>
    private const double LongSide = 11.69;

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
        return new Reply(new ReadDocument([read.Page], []), null, read.LinesLeftOut);
    }

    private static async Task<(GreyImage Image, double Dpi)> DrawnAsync(ScanRequest scan)
    {
        Raster? drawn = null;
        var result = await Pdftoppm.DrawAsync(scan.Path, scan.Page, scan.Page, scan.Dpi, crisp: false, scan.Limits, raster => drawn ??= raster, CancellationToken.None);
        return drawn is { } page
            ? (new GreyImage(page.Width, page.Height, page.Pixels), scan.Dpi)
            : throw new DocumentRejectedException("ITA017", $"Page {scan.Page} could not be drawn: {result.FirstError}.", "Look at the page in a viewer.");
    }

    private static (GreyImage Image, double Dpi) Decoded(byte[] file, int index, string name)
    {
        var (image, dpi) = Pictures.Read(file, index, name);
        var side = Math.Max(image.Width, image.Height);
        // Cameras and editors write 72 or 96 without meaning it: a page is between A5 and A2.
        if (dpi <= 0 || side / dpi is < 7 or > 24) dpi = side / LongSide;
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
