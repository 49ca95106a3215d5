using ItaIngest.Domain.Paper;
using ItaIngest.Domain.Values;

namespace ItaIngest.Extractors.Pdf;

/// <summary>
/// Makes whole words of the pieces that poppler cuts a line into: marks torn off their consonant, synthetic spaces inside a word,
/// the space that a lost nikhahit left (ก าหนด), numbers whose point comes from another font. Gaps are measured against the
/// height of the letters; digits are never changed, only brought together where the ink is.
/// </summary>
internal static class Rejoin
{
    /// <summary>Gaps, in heights of the word box, that Thai word spaces and table columns stay well above.</summary>
    private const double Touching = 0.06, WithinLetter = 0.30, Overlap = -0.06;

    /// <summary>
    /// Some fonts give marks a width that is not drawn, and poppler cuts the line behind every mark: where most gaps of a page stand behind
    /// a mark, a gap there is none up to this width. (A true space behind such a mark is wider by a space.)
    /// </summary>
    private const double BehindMark = 0.45;

    private const double MostlyBehindMarks = 0.6;

    private const int FewestGaps = 20;

    public static void Words(List<Word> words, List<Token> into)
    {
        var torn = TornBehindMarks(words);
        for (var i = 0; i < words.Count;)
        {
            var (text, box) = (words[i].Text, words[i].Box);
            var pieces = 1;
            for (; i + pieces < words.Count && words[i + pieces].Line == words[i].Line; pieces++)
            {
                var next = words[i + pieces];
                if (Glue(text, box, next, torn) is not { } glue) break;
                text = text + glue + next.Text;
                box = box.Union(next.Box);
            }
            i += pieces;
            var whole = ThaiText.Normalise(text).Trim();
            if (whole.Length > 0) into.Add(Token.Placed(whole, box));
        }
    }

    /// <summary>What stands between the two pieces when they are one word ("" or a space that marks a lost nikhahit); null when they are two.</summary>
    private static string? Glue(string text, Box box, Word next, bool torn)
    {
        var height = Math.Min(box.Height, next.Box.Height);
        if (height <= 0 || next.Text.Length == 0 || text.Length == 0) return null;
        if (Math.Min(box.Y1, next.Box.Y1) - Math.Max(box.Y0, next.Box.Y0) < height * 0.6) return null;
        var gap = (next.Box.X0 - box.X1) / height;
        var (end, start) = (text[^1], next.Text[0]);

        if (torn && ThaiText.IsMark(end) && IsLetter(start) && gap is > -1.2 and < BehindMark) return "";
        if (CannotBegin(start) && IsLetter(end) && gap is > -1.2 and < WithinLetter)
        {
            // A single letter before and after: spaced-out lettering, where nothing was lost.
            var lost = start == 'า' && ThaiText.IsConsonant(BeforeTones(text)) && (text.Length > 1 || next.Text.Length > 1);
            return lost ? " " : "";
        }
        if (end is >= 'เ' and <= 'ไ' && ThaiText.IsConsonant(start) && gap is > Overlap and < WithinLetter) return "";
        if (IsLetter(end) && IsLetter(start) && gap is > Overlap and < Touching) return "";
        if (IsOfNumber(end) && IsOfNumber(start) && (ThaiDigits.IsDigit(end) || ThaiDigits.IsDigit(start)) && gap is > Overlap and < Touching
            && Math.Abs(box.Y1 - next.Box.Y1) < height * 0.15) return "";
        return null;
    }

    private static bool TornBehindMarks(List<Word> words)
    {
        int gaps = 0, behind = 0;
        for (var i = 1; i < words.Count; i++)
        {
            if (words[i].Line != words[i - 1].Line || words[i].Text.Length == 0 || words[i - 1].Text.Length == 0) continue;
            if (!IsLetter(words[i - 1].Text[^1]) || !IsLetter(words[i].Text[0])) continue;
            gaps++;
            if (ThaiText.IsMark(words[i - 1].Text[^1])) behind++;
        }
        return gaps >= FewestGaps && behind >= MostlyBehindMarks * gaps;
    }

    /// <summary>Vowels that follow their consonant and marks: no Thai word begins with one.</summary>
    private static bool CannotBegin(char c) => c is 'ะ' or 'า' or 'ำ' or 'ๅ' || ThaiText.IsMark(c);

    private static bool IsLetter(char c) => ThaiText.IsThai(c) && !ThaiDigits.IsThai(c) && c is not ('฿' or '๏' or '๚' or '๛' or 'ฯ');

    private static bool IsOfNumber(char c) => ThaiDigits.IsDigit(c) || c == '.';

    private static char BeforeTones(string text)
    {
        var i = text.Length - 1;
        while (i > 0 && ThaiText.IsTone(text[i])) i--;
        return text[i];
    }
}
