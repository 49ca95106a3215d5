using ItaIngest.Domain.Values;

namespace ItaIngest.Extractors.Ocr;

/// <summary>
/// Where the words of a line stand. Tesseract's own places for Thai letters are loose: a space is sought where the letters before and behind
/// it, each given its share of the line's width, leave it, and put into the nearest white that is there.
/// </summary>
internal static class Spaces
{
    private const double Reach = 2; // heights of the line between a space as it is reckoned and the white it is put into

    /// <summary>Left and right edge of each word in pixels.</summary>
    /// <param name="words">As recognised, in order.</param>
    /// <param name="ink">The runs of ink they were recognised from, from left to right.</param>
    public static (double X0, double X1)[] Place(IReadOnlyList<string> words, IReadOnlyList<Word> ink)
    {
        double left = ink[0].X0, right = ink.Max(w => w.X1), share = (right - left) / (words.Sum(Room) + Math.Max(0, words.Count - 1));
        var reach = Reach * ink.Max(w => w.Height);
        var places = new (double X0, double X1)[words.Count];
        var (at, next) = (left, 1);
        for (var i = 0; i < words.Count; i++)
        {
            places[i] = (at, at + (Room(words[i]) * share));
            at = places[i].X1 + share;
        }
        for (var i = 0; i + 1 < words.Count; i++)
        {
            var middle = (places[i].X1 + places[i + 1].X0) / 2;
            var nearest = Enumerable.Range(next, ink.Count - next).DefaultIfEmpty(0).MinBy(k => k == 0 ? double.MaxValue : Math.Abs(White(ink, k) - middle));
            if (nearest == 0 || Math.Abs(White(ink, nearest) - middle) > reach) continue;
            (places[i].X1, places[i + 1].X0, next) = (ink[nearest - 1].X1, ink[nearest].X0, nearest + 1);
        }
        return places;
    }

    // Middle of the white before the k-th run.
    private static double White(IReadOnlyList<Word> ink, int k) => (ink[k - 1].X1 + ink[k].X0) / 2.0;

    // Letters that take room: marks stand over or under others.
    private static double Room(string word) => Math.Max(1, word.Count(c => !ThaiText.IsMark(c)));
}
