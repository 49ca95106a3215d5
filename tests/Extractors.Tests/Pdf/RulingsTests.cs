using ItaIngest.Domain.Paper;
using ItaIngest.Extractors.Pdf;
using ItaIngest.Extractors.Tools;

namespace ItaIngest.Extractors.Tests.Pdf;

public sealed class RulingsTests
{
    [Theory]
    [InlineData(59, 0)] // The stroke of ปิ at the end of a part.
    [InlineData(60, 0)] // In the narrow gap that the text layer leaves within the word.
    [InlineData(75, 0)] // Within a part.
    [InlineData(120, 1)] // Between two cells.
    public void A_tall_stroke_of_a_word_is_no_ruling_also_at_the_edge_of_a_part(int x, int rulings)
    {
        Token[] words = [Token.Placed("การเปิ", new Box(20, 18, 59.9, 42)), Token.Placed("ดเผย", new Box(61.9, 18, 90, 42)), Token.Placed("81.25", new Box(130, 18, 160, 42))];
        var pixels = Enumerable.Repeat((byte)255, 200 * 60).ToArray();
        for (var y = 20; y < 40; y++) pixels[(y * 200) + x] = 0;
        Rulings.Find(new Raster(1, 200, 60, pixels), box => box, [.. words]).Length.ShouldBe(rulings);
    }
}
