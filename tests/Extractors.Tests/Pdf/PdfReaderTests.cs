using System.Diagnostics;
using ItaIngest.Domain.Paper;

namespace ItaIngest.Extractors.Tests.Pdf;

public sealed class PdfReaderTests
{
    private static async Task<ReadDocument> Of(PdfWriter pdf, ReadOptions? options = null)
    {
        using var folder = new Folder();
        return await Read.File(folder.Write("a.pdf", pdf.ToArray()), options);
    }

    private static string[] Texts(PageText page) => [.. page.Tokens.Select(t => t.Text)];

    [Fact]
    public async Task Words_come_with_boxes_in_points_from_the_top_left()
    {
        var read = await Of(new PdfWriter().Page().Text(100, 200, "คะแนน 85.83").Page().Text(50, 50, "๑๐๐"));
        read.Issues.ShouldBeEmpty();
        read.Pages.Length.ShouldBe(2);
        Texts(read.Pages[0]).ShouldBe(["คะแนน", "85.83"]);
        var box = read.Pages[0].Tokens[0].Box!.Value;
        box.X0.ShouldBe(100, 0.5);
        box.Y1.ShouldBeInRange(198, 206);
        box.Y0.ShouldBeInRange(182, 192);
        read.Pages[1].Number.ShouldBe(2);
        read.Pages[0].Bounds.ShouldBe(new Box(0, 0, 595, 842));
    }

    [Fact]
    public async Task A_turned_page_has_the_bounds_that_a_reader_sees()
    {
        var read = await Of(new PdfWriter().Page(90).Text(100, 200, "คะแนน"));
        read.Pages[0].Bounds.ShouldBe(new Box(0, 0, 842, 595));
        var box = read.Pages[0].Tokens[0].Box!.Value;
        box.X1.ShouldBeLessThan(842);
        box.Y1.ShouldBeLessThan(595);
    }

    [Theory]
    [InlineData("ก าหนด", "กำหนด")]
    [InlineData("น้ าดื่ม", "น้ำดื่ม")]
    [InlineData("ถ ึงเวลา", "ถึงเวลา")]
    [InlineData("กรณ ีที่", "กรณีที่")]
    [InlineData("สํานักงาน", "สำนักงาน")]
    [InlineData("\uF70Fาติ", "ญาติ")]
    public async Task Torn_words_are_made_whole(string drawn, string whole)
    {
        var read = await Of(new PdfWriter().Page().Text(100, 200, drawn));
        Texts(read.Pages[0]).ShouldBe([whole]);
    }

    [Fact]
    public async Task Pieces_that_touch_are_one_word_and_columns_stay_apart()
    {
        // Half an em a letter: the second piece begins where the first ends; the third stands a column away.
        var read = await Of(new PdfWriter().Page().Text(100, 200, "การ").Text(124.2, 200, "ประเมิน").Text(200, 200, "85").Text(216.1, 200, ".03").Text(300, 200, "90.12"));
        Texts(read.Pages[0]).ShouldBe(["การประเมิน", "85.03", "90.12"]);
    }

    [Fact]
    public async Task Neighbouring_numbers_are_never_run_together()
    {
        var read = await Of(new PdfWriter().Page().Text(100, 200, "85.03").Text(144, 200, "86.04"));
        Texts(read.Pages[0]).ShouldBe(["85.03", "86.04"]);
    }

    [Fact]
    public async Task Only_the_pages_asked_for_are_read_and_keep_their_numbers()
    {
        var pdf = new PdfWriter();
        for (var i = 1; i <= 9; i++) pdf.Page().Text(100, 100, $"หน้า {i}");
        var read = await Of(pdf, new ReadOptions { Pages = new PageRange(3, 5) });
        read.Pages.Select(p => p.Number).ShouldBe([3, 4, 5]);
        Texts(read.Pages[0]).ShouldBe(["หน้า", "3"]);
    }

    [Fact]
    public async Task A_scan_among_text_pages_is_said_and_the_text_is_read()
    {
        var read = await Of(new PdfWriter().Page().Text(100, 100, "หน้าแรก").Page().Image(0, 0, 595, 842).Text(280, 820, "- 2 -"));
        read.Pages.Select(p => p.Source).ShouldBe([PageSource.TextLayer, PageSource.Image]);
        var issue = read.Issues.ShouldHaveSingleItem();
        issue.Page.ShouldBe(2);
        issue.Message.ShouldContain("an image covers 100 % of it");
    }

    [Fact]
    public async Task A_page_of_meaningless_glyphs_is_not_taken_for_text()
    {
        var read = await Of(new PdfWriter().Page().Text(50, 100, string.Concat(Enumerable.Repeat("\uE123\uE456\uE789 ", 20))));
        read.Pages.ShouldAllBe(p => p.Source == PageSource.Image);
        read.Issues.ShouldHaveSingleItem().Message.ShouldContain("its text layer is unusable");
    }

    [Fact]
    public async Task An_encrypted_document_is_refused_and_one_without_user_password_is_read()
    {
        using var folder = new Folder();
        var plain = folder.Write("plain.pdf", new PdfWriter().Page().Text(100, 100, "คะแนน").ToArray());
        Qpdf("--encrypt", "secret", "owner", "256", "--", plain, Path.Combine(folder.Path, "locked.pdf"));
        Qpdf("--encrypt", "", "owner", "256", "--", plain, Path.Combine(folder.Path, "open.pdf"));
        (await Read.Refused(Path.Combine(folder.Path, "locked.pdf"))).Code.ShouldBe("ITA010");
        Texts((await Read.File(Path.Combine(folder.Path, "open.pdf"))).Pages[0]).ShouldBe(["คะแนน"]);
    }

    [Fact]
    public async Task A_broken_document_is_refused_with_a_remedy()
    {
        using var folder = new Folder();
        var refusal = await Read.Refused(folder.Write("a.pdf", "%PDF-1.7\nthis is not the rest of a PDF\n"));
        refusal.Code.ShouldBe("ITA011");
        refusal.Remedy.ShouldContain("Download it again");
    }

    [Fact]
    public async Task A_lost_cross_reference_table_is_no_obstacle()
    {
        using var folder = new Folder();
        var bytes = new PdfWriter().Page().Text(100, 100, "คะแนน").ToArray();
        var table = bytes.AsSpan().LastIndexOf("xref\n0 "u8);
        var read = await Read.File(folder.Write("a.pdf", [.. bytes[..table], .. "trailer << /Size 10 /Root 1 0 R >>"u8]));
        Texts(read.Pages[0]).ShouldBe(["คะแนน"]);
    }

    private static void Qpdf(params string[] arguments)
    {
        using var process = Process.Start("qpdf", arguments);
        process.WaitForExit();
        process.ExitCode.ShouldBe(0);
    }
}
