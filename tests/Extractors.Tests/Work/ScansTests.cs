using ItaIngest.Domain.Findings;
using ItaIngest.Domain.Paper;

namespace ItaIngest.Extractors.Tests.Work;

/// <summary>The way of a scan through the whole reader; how well it is recognised is for bench/accuracy.</summary>
public sealed class ScansTests
{
    private static byte[] Picture => Ocr.Seen.File("thai-200.jpg");

    private static string[] Numerals(PageText page) => [.. page.Tokens.Where(t => t.Reader == ReaderKind.Digits).Select(t => t.Text)];

    [Fact]
    public async Task A_picture_and_the_same_picture_in_a_PDF_say_the_same()
    {
        using var folder = new Folder();
        var picture = await Read.File(folder.Write("a.jpg", Picture));
        var (width, height) = Size(Picture);
        // At the size that its 200 dots an inch make.
        var pdf = await Read.File(folder.Write("a.pdf", new PdfWriter().Jpeg(Picture, width, height).Page().Image(0, 0, width * 0.36, height * 0.36).ToArray()));
        Numerals(picture.Pages[0]).Length.ShouldBeGreaterThan(5);
        Numerals(pdf.Pages[0]).Intersect(Numerals(picture.Pages[0])).Count().ShouldBeGreaterThan(Numerals(picture.Pages[0]).Distinct().Count() * 8 / 10);
        pdf.Pages[0].Source.ShouldBe(PageSource.Image);
        pdf.Issues.ShouldHaveSingleItem().Code.ShouldBe("ITA019");
    }

    [Fact]
    public async Task Every_page_of_a_fax_is_read_and_pages_can_be_chosen()
    {
        using var folder = new Folder();
        var path = folder.Write("a.tif", Ocr.Seen.File("fax.tif"));
        var read = await Read.File(path);
        read.Pages.Select(p => p.Number).ShouldBe(Enumerable.Range(1, read.Pages.Length));
        (await Read.File(path, new ReadOptions { Pages = new PageRange(2, 9) })).Pages.ShouldAllBe(p => p.Number >= 2);
    }

    [Fact]
    public async Task A_broken_picture_is_refused()
    {
        using var folder = new Folder();
        (await Read.Refused(folder.Write("a.jpg", Picture[..200]))).Code.ShouldBe("ITA103");
    }

    [Fact]
    public async Task A_scan_whose_reader_dies_costs_its_page_and_the_text_pages_are_read()
    {
        using var folder = new Folder();
        var path = folder.Write("a.pdf", new PdfWriter().Page().Text(100, 100, "หน้าแรก").Page().Image(0, 0, 595, 842).ToArray());
        await using var reader = new PageReader();
        var read = await reader.ReadAsync(Intake.Open(path), new ReadOptions { WorkerArguments = ["worker-that-dies"] }, null, TestContext.Current.CancellationToken);
        read.Pages.Select(p => p.Number).ShouldBe([1]);
        var issue = read.Issues.ShouldHaveSingleItem();
        (issue.Code, issue.Page, issue.Severity).ShouldBe(("ITA017", 2, Severity.Error));
    }

    [Fact]
    public async Task An_image_that_breaks_off_is_said_and_the_other_pages_are_read()
    {
        using var folder = new Folder();
        var (width, height) = Size(Picture);
        var torn = new PdfWriter().Jpeg(Picture[..(Picture.Length / 2)], width, height).Page().Text(100, 100, "หน้าแรก").Page().Image(0, 0, 595, 595.0 * height / width);
        var read = await Read.File(folder.Write("a.pdf", torn.ToArray()));
        read.Pages.Select(p => p.Number).ShouldBe([1, 2]);
        var issue = read.Issues.Single(i => i.Code == "ITA105");
        (issue.Page, issue.Severity).ShouldBe((2, Severity.Error));
    }

    [Fact]
    public async Task A_whole_image_is_not_said_to_break_off()
    {
        using var folder = new Folder();
        var (width, height) = Size(Picture);
        var read = await Read.File(folder.Write("a.pdf", new PdfWriter().Jpeg(Picture, width, height).Page().Image(0, 0, 595, 595.0 * height / width).ToArray()));
        read.Issues.ShouldNotContain(i => i.Code == "ITA105");
    }

    [Fact]
    public async Task A_page_of_five_metres_that_is_a_scan_costs_itself_only()
    {
        using var folder = new Folder();
        var read = await Read.File(folder.Write("a.pdf", new PdfWriter { Width = 14400, Height = 14400 }.Page().Image(0, 0, 14400, 14400).ToArray()));
        read.Issues.ShouldContain(i => i.Code == "ITA017" && i.Page == 1 && i.Message.Contains("508 x 508 cm", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_was_seen_is_kept_where_asked()
    {
        using var folder = new Folder();
        var kept = Path.Combine(folder.Path, "seen");
        await Read.File(folder.Write("a.jpg", Picture), new ReadOptions { KeepImages = kept });
        Directory.GetFiles(kept).Select(Path.GetExtension).Order().ShouldBe([".png", ".tsv"]);
        Intake.Open(Directory.GetFiles(kept, "*.png").Single()).Kind.ShouldBe(MediaKind.Png);
    }

    /// <summary>Width and height from the frame header (marker FFC0 to FFC2).</summary>
    private static (int Width, int Height) Size(byte[] jpeg)
    {
        for (var i = 2; i + 9 < jpeg.Length;)
        {
            if (jpeg[i + 1] is >= 0xC0 and <= 0xC2) return ((jpeg[i + 7] << 8) | jpeg[i + 8], (jpeg[i + 5] << 8) | jpeg[i + 6]);
            i += 2 + ((jpeg[i + 2] << 8) | jpeg[i + 3]);
        }
        throw new InvalidOperationException("No frame header.");
    }
}
