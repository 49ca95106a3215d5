using ItaIngest.Domain.Paper;

namespace ItaIngest.Extractors.Pdf;

/// <summary>Pages whose text runs up or down (a wide table printed sideways) are turned upright.</summary>
internal static class Sideways
{
    /// <summary>Quarter turns clockwise, 0, 1 or 3, that bring the text upright.</summary>
    public static int Quarters(WordPage page)
    {
        int tall = 0, wide = 0, up = 0, down = 0;
        Word? before = null;
        foreach (var word in page.Words)
        {
            if (word.Text.Length >= 4)
            {
                if (word.Box.Height > word.Box.Width * 1.3) tall++;
                else if (word.Box.Width > word.Box.Height * 1.3) wide++;
            }
            if (before is { } b && b.Line == word.Line)
            {
                if (word.Box.CentreY < b.Box.CentreY) up++;
                else down++;
            }
            before = word;
        }
        if (tall < 5 || tall < wide * 2) return 0;
        return up >= down ? 1 : 3;
    }

    /// <param name="page">Words in points of the page as it lies, and its size.</param>
    /// <param name="quarters">1 or 3.</param>
    public static WordPage Turn(WordPage page, int quarters) =>
        new(page.Number, page.Height, page.Width, page.Words.ConvertAll(w => w with { Box = Turn(w.Box, page.Width, page.Height, quarters) }));

    public static Box Turn(Box box, double width, double height, int quarters) => quarters switch
    {
        1 => new Box(height - box.Y1, box.X0, height - box.Y0, box.X1),
        3 => new Box(box.Y0, width - box.X1, box.Y1, width - box.X0),
        _ => box,
    };
}
