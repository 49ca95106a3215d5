using ItaIngest.Extractors.Ocr;

namespace ItaIngest.Extractors.Tests.Ocr;

public sealed class ColourTests
{
    private static readonly (byte, byte, byte) Blue = (40, 60, 170), Red = (205, 40, 50);

    [Fact]
    public void A_signature_and_a_stamp_over_the_scores_leave_them_as_they_were()
    {
        using var reader = Seen.Open();
        var picture = Seen.Picture("thai-200.jpg");
        var (w, h) = (picture.Grey.Width, picture.Grey.Height);
        var rgb = InColour(picture.Grey);
        for (var t = 0.0; t < 15; t += 0.002) Dab(rgb, w, h, w * 0.8 + 150 * Math.Sin(1.3 * t), h * 0.35 + 120 * Math.Sin(1.7 * t + 0.4), Blue);
        for (var t = 0.0; t < 6.3; t += 0.002) Dab(rgb, w, h, w * 0.8 + 160 * Math.Cos(t), h * 0.6 + 160 * Math.Sin(t), Red);
        var page = Colour.Grey(rgb, w, h, picture.Dpi);
        Seen.ScoresOf(reader.Read(page, picture.Dpi, 1)).ShouldBe(Seen.Scores);
    }

    [Fact]
    public void Letters_rulings_and_fills_of_a_colour_stay()
    {
        const int w = 400, h = 400;
        var rgb = new byte[3 * w * h];
        Array.Fill(rgb, (byte)255);
        for (var x = 20; x < 380; x++) Dab(rgb, w, h, x, 50, Blue);              // a ruling
        for (var y = 50; y < 350; y++) Dab(rgb, w, h, 200, y, Blue);             // another, joined to it
        for (var y = 100; y < 112; y++) Dab(rgb, w, h, 60, y, Red);              // a letter's stem
        for (var y = 250; y < 340; y += 2)
            for (var x = 220; x < 380; x += 2) Dab(rgb, w, h, x, y, Red);        // a cell's fill
        var page = Colour.Grey(rgb, w, h, 200);
        foreach (var (x, y) in new[] { (100, 50), (200, 300), (60, 105), (300, 300) }) page[x, y].ShouldBeLessThan((byte)130, $"{x}, {y}");
    }

    [Fact]
    public void A_grey_page_in_three_colours_is_the_grey_page()
    {
        var grey = Seen.Picture("thai-200.jpg").Grey;
        Colour.Grey(InColour(grey), grey.Width, grey.Height, 200).Pixels.ShouldBe(grey.Pixels);
    }

    private static byte[] InColour(GreyImage grey) => [.. grey.Pixels.SelectMany(p => new[] { p, p, p })];

    // Ink of a colour over whatever is there: three pixels wide.
    private static void Dab(byte[] rgb, int w, int h, double x, double y, (byte R, byte G, byte B) ink)
    {
        for (var v = (int)y - 1; v <= (int)y + 1; v++)
            for (var u = (int)x - 1; u <= (int)x + 1; u++)
            {
                if (u < 0 || v < 0 || u >= w || v >= h) continue;
                var i = 3 * (v * w + u);
                (rgb[i], rgb[i + 1], rgb[i + 2]) = (Math.Min(rgb[i], ink.R), Math.Min(rgb[i + 1], ink.G), Math.Min(rgb[i + 2], ink.B));
            }
    }
}
