using ItaIngest.Domain.Findings;
using ItaIngest.Domain.Paper;
using ItaIngest.Extractors.Ocr;

namespace ItaIngest.Extractors.Tests.Ocr;

public sealed class ScanReaderTests : IDisposable
{
    private readonly ScanReader _reader = Seen.Open();

    public void Dispose() => _reader.Dispose();

    [Theory]
    [InlineData("thai-200.jpg")]
    [InlineData("arabic-150.jpg")]
    public void A_scanned_table_gives_its_scores_in_order_as_numerals(string file)
    {
        var page = Read(file);
        Seen.ScoresOf(page).ShouldBe(Seen.Scores);
    }

    [Fact]
    public void Its_rulings_make_the_grid_of_three_columns_and_eleven_rows()
    {
        var page = Read("thai-200.jpg").Page;
        page.Rulings.Count(r => !r.IsHorizontal).ShouldBe(4);
        page.Rulings.Count(r => r.IsHorizontal).ShouldBe(12);
    }

    [Fact]
    public void Text_of_the_page_is_read_beside_the_numerals()
    {
        var text = string.Concat(Read("thai-200.jpg").Page.Tokens.Select(t => t.Text));
        text.ShouldContain("คะแนน");
        text.ShouldContain("๒๕๖๘");
    }

    [Fact]
    public void A_cell_of_a_column_of_scores_is_a_score_in_doubt_where_the_ink_alone_would_pass_for_a_word()
    {
        var picture = Seen.Picture("column-200.png");
        var page = _reader.Read(picture.Grey, picture.Dpi, 1);
        Seen.ScoresOf(page).ShouldBe(["58.24", "64.70", "89.43", "92.13", "84.06", "70.08", "83.43"]);
        page.Page.Tokens.ShouldContain(t => t.Reader == ReaderKind.Digits && t.Text.Contains('๓', StringComparison.Ordinal) && t.Confidence <= 0.5);
    }

    [Fact]
    public void A_year_behind_a_point_without_a_space_is_read_as_a_numeral()
    {
        var tokens = Read("year-200.png").Page.Tokens;
        tokens.Count(t => t.Text == "๒๕๖๗" && t.Reader == ReaderKind.Digits).ShouldBe(1);
        tokens.ShouldContain(t => t.Text == "พ.ศ.");
        tokens.ShouldNotContain(t => t.Text.Contains("พ.ศ.", StringComparison.Ordinal) && t.Text.Length > 4);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_page_on_its_side_or_head_is_turned_before_it_is_read(int quarters)
    {
        var picture = Seen.Picture("thai-200.jpg");
        var page = _reader.Read(picture.Grey.Turned(quarters), picture.Dpi, 1);
        page.Quarters.ShouldBe((4 - quarters) % 4);
        Seen.ScoresOf(page).ShouldBe(Seen.Scores);
    }

    [Fact]
    public void A_score_set_so_wide_that_it_falls_apart_is_mended_or_doubted_but_never_two_sure_numbers()
    {
        var picture = Seen.Picture("arabic-150.jpg");
        var straight = _reader.Read(picture.Grey, picture.Dpi, 1);
        var score = straight.Page.Tokens.Single(t => t.Text == "62.71").Box!.Value;
        var wide = Widened(straight.Upright, picture.Dpi, score);
        var after = _reader.Read(wide, picture.Dpi, 1).Page.Tokens
            .Where(t => t.Reader == ReaderKind.Digits && t.Box!.Value.CentreY >= score.Y0 && t.Box!.Value.CentreY <= score.Y1 && t.Box!.Value.X0 > score.X0 - 10).ToList();
        after.ShouldNotBeEmpty();
        foreach (var token in after) (token.Text == "62.71" || token.Confidence < 0.95).ShouldBeTrue($"{token.Text} {token.Confidence}");
    }

    // Everything right of the score's middle moved by a bit more than half a figure's height, the rest of its row with it.
    private static GreyImage Widened(GreyImage page, double dpi, Box score)
    {
        int y0 = (int)((score.Y0 - 2) * dpi / 72), y1 = (int)((score.Y1 + 2) * dpi / 72), x1 = (int)((score.X1 + 1) * dpi / 72), shift = (int)(score.Height * 0.2 * dpi / 72);
        // The gap after the point: the columns of least ink in the middle of the box.
        int from = (int)((score.X0 + score.Width * 0.35) * dpi / 72), to = (int)((score.X0 + score.Width * 0.65) * dpi / 72);
        var cut = Enumerable.Range(from, to - from).OrderByDescending(x => Enumerable.Range(y0, y1 - y0).Sum(y => page[x, y])).ThenByDescending(x => x).First();
        var copy = (byte[])page.Pixels.Clone();
        for (var y = y0; y < y1; y++)
        {
            page.Row(y)[cut..x1].CopyTo(copy.AsSpan(y * page.Width + cut + shift));
            copy.AsSpan(y * page.Width + cut, shift).Fill(250);
        }
        return new GreyImage(page.Width, page.Height, copy);
    }

    [Fact]
    public void A_blank_page_has_no_tokens()
    {
        var paper = new byte[600 * 800];
        Array.Fill(paper, (byte)238);
        _reader.Read(new GreyImage(600, 800, paper), 100, 1).Page.Tokens.ShouldBeEmpty();
    }

    [Fact]
    public void A_digit_that_only_Tesseract_read_is_never_sure()
    {
        foreach (var token in Read("thai-200.jpg").Page.Tokens.Where(t => t.Reader == ReaderKind.Ocr && t.Text.Any(c => c is >= '๐' and <= '๙' or >= '0' and <= '9')))
            token.Confidence.ShouldBeLessThanOrEqualTo(0.3, token.Text);
    }

    [Fact]
    public void Every_page_of_a_fax_is_decoded()
    {
        var file = Seen.File("fax.tif");
        Pictures.Count(file).ShouldBe(2);
        var page = _reader.Read(Pictures.Read(file, 0, "fax.tif").Grey, 200, 1);
        Seen.ScoresOf(page).ShouldBe(Seen.Scores);
        Pictures.Read(file, 1, "fax.tif").Grey.Width.ShouldBe(Pictures.Read(file, 0, "fax.tif").Grey.Width);
    }

    [Theory]
    [InlineData("signs-300.png", "-10.23", "-15.38")]
    [InlineData("plus-300.png", "+13.49", "+11.80")] // A word space away.
    [InlineData("minus-300.png", "-14.77", "-12.73")] // Further than a point; the dash between them says nothing.
    public void A_sign_that_stands_apart_from_its_number_is_read_with_it(string file, params string[] numbers)
    {
        var picture = Seen.Picture(file);
        Seen.ScoresOf(_reader.Read(picture.Grey, picture.Dpi, 1)).ShouldBe(numbers);
    }

    [Fact]
    public void The_inks_of_a_print_shop_are_turned_into_grey()
    {
        var picture = Seen.Picture("cmyk-200.jpg");
        Seen.ScoresOf(_reader.Read(picture.Grey, picture.Dpi, 1)).ShouldBe(Seen.Scores);
    }

    [Fact]
    public void Of_a_photograph_taken_from_the_side_no_number_is_sure()
    {
        var picture = Seen.Picture("thai-200.jpg");
        var straight = _reader.Read(picture.Grey, picture.Dpi, 1);
        var photograph = _reader.Read(FromTheSide(picture.Grey), picture.Dpi, 1);
        straight.IsCrooked.ShouldBeFalse();
        photograph.IsCrooked.ShouldBeTrue();
        photograph.Page.Tokens.Where(t => t.Reader == ReaderKind.Digits).ShouldAllBe(t => t.Confidence <= 0.5);
    }

    // The right edge is farther away: its rows lie closer together, towards the middle.
    private static GreyImage FromTheSide(GreyImage page)
    {
        var seen = new byte[page.Pixels.Length];
        for (var y = 0; y < page.Height; y++)
            for (var x = 0; x < page.Width; x++)
            {
                var from = (int)((y - page.Height / 2.0) * (1 + 0.12 * x / page.Width) + page.Height / 2.0);
                seen[y * page.Width + x] = from >= 0 && from < page.Height ? page[x, from] : (byte)90;
            }
        return new GreyImage(page.Width, page.Height, seen);
    }

    [Fact]
    public void A_broken_picture_is_refused_with_a_reason()
    {
        var broken = Seen.File("thai-200.jpg")[..300];
        Should.Throw<DocumentRejectedException>(() => Pictures.Read(broken, 0, "broken.jpg")).Code.ShouldBe("ITA103");
    }

    [Fact]
    public void A_picture_too_large_is_refused_before_it_is_unpacked()
    {
        // A PNG's header alone: 20,000 x 20,000 grey pixels.
        byte[] bomb = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0, 0x4E, 0x20, 0, 0, 0x4E, 0x20, 8, 0, 0, 0, 0, 0, 0, 0, 0, .. new byte[64]];
        Should.Throw<DocumentRejectedException>(() => Pictures.Read(bomb, 0, "bomb.png")).Code.ShouldBe("ITA104");
    }

    private ScannedPage Read(string file)
    {
        var picture = Seen.Picture(file);
        return _reader.Read(picture.Grey, picture.Dpi, 1);
    }
}
