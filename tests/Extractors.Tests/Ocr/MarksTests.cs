using ItaIngest.Extractors.Ocr;

namespace ItaIngest.Extractors.Tests.Ocr;

public sealed class MarksTests
{
    private const int Width = 200, Height = 130;

    [Theory]
    [InlineData(36, 1)] // A mark of 12 pixels, four above letters of 20.
    [InlineData(20, 2)] // As far away as a line of its own.
    public void A_tall_mark_close_over_a_word_is_no_word_of_its_own(int bottom, int words)
    {
        var ink = new bool[Width * Height];
        for (var letter = 0; letter < 5; letter++) Draw(ink, 40 + (letter * 15), 40, 12, 20);
        Draw(ink, 72, bottom - 12, 8, 12);
        Layout.Find(ink, Width, Height, 200, []).SelectMany(s => s.Words).Count().ShouldBe(words);
    }

    [Fact]
    public void A_bar_of_a_chart_is_no_word()
    {
        var ink = new bool[Width * Height];
        for (var letter = 0; letter < 3; letter++) Draw(ink, 120 + (letter * 15), 40, 12, 20);
        Draw(ink, 10, 38, 100, 24);
        Layout.Find(ink, Width, Height, 200, []).SelectMany(s => s.Words).ShouldHaveSingleItem().X0.ShouldBe(120);
    }

    [Fact]
    public void A_mark_of_a_heading_is_no_word_though_it_is_as_tall_as_a_letter_of_the_text_and_stands_beside_an_ascender()
    {
        var ink = new bool[Width * Height];
        for (var letter = 0; letter < 9; letter++) Draw(ink, 10 + (letter * 15), 95, 12, 18); // text under the heading
        for (var letter = 0; letter < 5; letter++) Draw(ink, 20 + (letter * 30), 50, 24, 30);
        Draw(ink, 98, 36, 6, 14);
        Draw(ink, 54, 30, 18, 15); // over the second letter, beside the ascender of the third
        var words = Layout.Find(ink, Width, Height, 200, []).SelectMany(s => s.Words).ToList();
        words.Count.ShouldBe(2);
        words[0].Top.ShouldBe(30);
    }

    [Fact]
    public void Words_are_as_high_as_their_line_whatever_letters_they_hold()
    {
        var ink = new bool[Width * Height];
        for (var letter = 0; letter < 5; letter++) Draw(ink, 40 + (letter * 15), 60, 12, 20);
        Draw(ink, 130, 50, 12, 30); // An ascender, a word of its own.
        Layout.Find(ink, Width, Height, 200, []).ShouldHaveSingleItem().Line.ShouldBe((42, 96));
    }

    private static void Draw(bool[] ink, int x, int y, int width, int height)
    {
        for (var row = y; row < y + height; row++) Array.Fill(ink, true, (row * Width) + x, width);
    }
}
