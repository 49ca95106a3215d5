using ItaIngest.Domain.Values;

namespace ItaIngest.Extractors.Pdf;

/// <summary>Counts over the characters of a text layer.</summary>
internal static class Letters
{
    /// <summary>Thai and Latin letters and digits of both scripts.</summary>
    public static int Count(WordPage page)
    {
        var n = 0;
        foreach (var word in page.Words)
            foreach (var c in word.Text)
                if (IsWanted(c)) n++;
        return n;
    }

    /// <summary>Why the characters cannot be what the page shows; null when they can.</summary>
    public static string? Garbage(WordPage page)
    {
        int all = 0, wanted = 0, foreign = 0, marks = 0, torn = 0;
        foreach (var word in page.Words)
        {
            var before = '\0';
            foreach (var c in word.Text)
            {
                if (c <= ' ') { foreign += c is '\t' or '\n' or '\r' or ' ' ? 0 : 1; continue; }
                all++;
                if (IsWanted(c) || IsPunctuation(c)) wanted++;
                else if (c is '\uFFFD' or (>= '\uE000' and <= '\uF8FF' and not (>= '\uF700' and <= '\uF71A') and not (>= '\uF020' and <= '\uF0FF')) || char.IsControl(c)) foreign++;
                if (ThaiText.IsMark(c))
                {
                    marks++;
                    // A mark stands on a consonant or on another mark; text of a wrong character table breaks this everywhere.
                    if (!ThaiText.IsConsonant(before) && !ThaiText.IsMark(before)) torn++;
                }
                before = c;
            }
        }
        if (all < 20) return null;
        if (foreign * 5 > all) return "its characters have no meaning in Unicode";
        if (wanted * 2 < all) return "most of its characters are neither Thai nor Latin";
        return marks > 40 && torn * 2 > marks ? "its Thai marks stand on nothing" : null;
    }

    private static bool IsWanted(char c) =>
        ThaiText.IsThai(c) || ThaiDigits.IsArabic(c) || c is >= 'A' and <= 'Z' or >= 'a' and <= 'z' or >= '\uF700' and <= '\uF71A';

    /// <summary>Punctuation, and the bullets of text and symbol fonts (U+F020-F0FF).</summary>
    private static bool IsPunctuation(char c) =>
        c is > ' ' and <= '~' or '…' or '–' or '—' or '“' or '”' or '‘' or '’' or '•' or '·' or '\u2713' or '\u221A' or (>= '\u25A0' and <= '\u27BF') or (>= '\uF020' and <= '\uF0FF');
}
