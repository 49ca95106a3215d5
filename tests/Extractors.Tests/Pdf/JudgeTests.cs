using ItaIngest.Domain.Paper;

namespace ItaIngest.Extractors.Tests.Pdf;

/// <summary>Which pages are read by their text layer and which are scans, each with its reason.</summary>
public sealed class JudgeTests
{
    private static async Task<ReadDocument> Of(PdfWriter pdf)
    {
        using var folder = new Folder();
        return await Read.File(folder.Write("a.pdf", pdf.ToArray()));
    }

    private static string Why(ReadDocument read)
    {
        read.Pages.ShouldAllBe(p => p.Source == PageSource.Image);
        return read.Issues.ShouldHaveSingleItem().Message;
    }

    private static PdfWriter Lines(PdfWriter pdf, int mode = 0)
    {
        for (var i = 0; i < 8; i++) pdf.Text(60, 100 + (30 * i), "การประเมินคุณธรรมและความโปร่งใส", mode: mode);
        return pdf;
    }

    [Fact]
    public async Task Invisible_text_behind_a_page_image_is_not_trusted()
    {
        var read = await Of(Lines(new PdfWriter().Page().Image(0, 0, 595, 842), mode: 3));
        Why(read).ShouldContain("invisible text");
    }

    [Fact]
    public async Task Text_that_an_image_covers_is_not_trusted()
    {
        var read = await Of(Lines(new PdfWriter().Page()).Image(0, 0, 595, 842));
        Why(read).ShouldContain("an image covers it");
    }

    [Fact]
    public async Task Visible_text_over_a_background_image_is_text()
    {
        var read = await Of(Lines(new PdfWriter().Page().Image(0, 0, 595, 842)));
        read.Issues.ShouldBeEmpty();
        read.Pages[0].Tokens.Length.ShouldBe(8);
    }

    [Fact]
    public async Task A_picture_among_text_is_said_to_be_unread()
    {
        var read = await Of(Lines(new PdfWriter().Page()).Image(100, 400, 400, 300));
        read.Pages.Length.ShouldBe(1);
        read.Issues.ShouldHaveSingleItem().Code.ShouldBe("ITA026");
    }

    [Fact]
    public async Task A_blank_page_is_blank_and_letters_drawn_as_shapes_are_a_scan()
    {
        var pdf = new PdfWriter().Page().Page();
        for (var i = 0; i < 20; i++) pdf.Block(60 + (20 * i), 100, 12, 14);
        var read = await Of(pdf);
        read.Pages.Select(p => p.Source).ShouldBe([PageSource.TextLayer, PageSource.Image]);
        read.Issues.ShouldContain(i => i.Page == 1 && i.Message == "Page 1 is blank.");
        read.Issues.ShouldContain(i => i.Page == 2 && i.Message.Contains("drawn as shapes", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_sideways_page_is_turned_upright()
    {
        var pdf = new PdfWriter().Page();
        for (var i = 0; i < 6; i++) pdf.Text(100 + (30 * i), 700, $"ตัวชี้วัด คะแนน 8{i}.00", upwards: true);
        var read = await Of(pdf);
        var page = read.Pages[0];
        (page.Bounds.Width, page.Bounds.Height).ShouldBe((842.0, 595.0));
        page.Tokens.ShouldAllBe(t => t.Box!.Value.Width > t.Box.Value.Height);
        // The first line stands left on the sheet, so it is the topmost one of the page turned clockwise.
        page.Tokens.OrderBy(t => t.Box!.Value.CentreY).First(t => t.Text.EndsWith(".00", StringComparison.Ordinal)).Text.ShouldBe("80.00");
        read.Issues.ShouldHaveSingleItem().Code.ShouldBe("ITA030");
    }

    [Fact]
    public async Task The_drawn_lines_of_a_table_are_found_where_they_stand()
    {
        var pdf = new PdfWriter().Page();
        double[] across = [100, 130, 160, 190, 220], down = [80, 300, 400];
        for (var i = 0; i < 4; i++) pdf.Text(90, 122 + (30 * i), "การปฏิบัติหน้าที่").Text(320, 122 + (30 * i), $"8{i}.25");
        foreach (var y in across) pdf.Line(80, y, 400, y);
        foreach (var x in down) pdf.Line(x, 100, x, 220);
        var rulings = (await Of(pdf)).Pages[0].Rulings;
        rulings.Count(r => r.IsHorizontal).ShouldBe(5);
        rulings.Count(r => !r.IsHorizontal).ShouldBe(3);
        foreach (var y in across) rulings.ShouldContain(r => r.IsHorizontal && Math.Abs(r.Box.CentreY - y) < 1.5 && r.Box.X0 < 82 && r.Box.X1 > 398);
        foreach (var x in down) rulings.ShouldContain(r => !r.IsHorizontal && Math.Abs(r.Box.CentreX - x) < 1.5 && r.Box.Y0 < 102 && r.Box.Y1 > 218);
    }

    [Fact]
    public async Task Prose_is_not_searched_for_lines()
    {
        var pdf = Lines(new PdfWriter().Page()).Line(60, 400, 500, 400);
        (await Of(pdf)).Pages[0].Rulings.ShouldBeEmpty();
    }
}
