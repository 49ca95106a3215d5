using ItaIngest.Extractors.Ocr;

namespace ItaIngest.Extractors.Tests.Ocr;

public sealed class MarksTests
{
    private const int Width = 200, Height = 120;

    [Theory]
    [InlineData(36, 1)] // A mark of 12 pixels, three above letters of 20.
    [InlineData(20, 2)] // As far away as a line of its own.
    public void A_tall_mark_close_over_a_word_is_no_word_of_its_own(int bottom, int words)
    {
        var ink = new bool[Width * Height];
        for (var letter = 0; letter < 5; letter++) Draw(ink, 40 + (letter * 15), 40, 12, 20);
        Draw(ink, 72, bottom - 12, 8, 12);
        Layout.Find(ink, Width, Height, 200, []).SelectMany(s => s.Words).Count().ShouldBe(words);
    }

    private static void Draw(bool[] ink, int x, int y, int width, int height)
    {
        for (var row = y; row < y + height; row++) Array.Fill(ink, true, (row * Width) + x, width);
    }
}
