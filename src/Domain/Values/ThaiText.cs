using System.Text;

namespace ItaIngest.Domain.Values;

/// <summary>
/// The one place where Thai text is normalised. Faults and remedies: docs/thai-text.md.
/// </summary>
public static class ThaiText
{
    private const char SaraAa = 'า', SaraAm = 'ำ', Nikhahit = '\u0E4D';

    /// <summary>
    /// Private-use glyph variants of old Thai fonts, U+F700..U+F71A, and the letter each one draws
    /// (the Windows column of the table that text shapers such as HarfBuzz use for legacy Thai fonts).
    /// </summary>
    private const string PrivateUse = "ฐ\u0E34\u0E35\u0E36\u0E37\u0E48\u0E49\u0E4A\u0E4B\u0E4C\u0E48\u0E49\u0E4A\u0E4B\u0E4Cญ\u0E31\u0E4D\u0E47\u0E48\u0E49\u0E4A\u0E4B\u0E4C\u0E38\u0E39\u0E3A";

    public static bool IsThai(char c) => c is >= '\u0E01' and <= '\u0E5B';

    public static bool IsConsonant(char c) => c is >= 'ก' and <= 'ฮ';

    /// <summary>Mai ek, tho, tri, chattawa.</summary>
    public static bool IsTone(char c) => c is >= '\u0E48' and <= '\u0E4B';

    /// <summary>Marks that stand above or below a consonant and take no room of their own.</summary>
    public static bool IsMark(char c) => c is '\u0E31' or (>= '\u0E34' and <= '\u0E3A') or (>= '\u0E47' and <= '\u0E4E');

    private static bool IsVowelMark(char c) => c is '\u0E31' or (>= '\u0E34' and <= '\u0E3A') or '\u0E47';

    private static bool IsInvisible(char c) => c is (>= '\u200B' and <= '\u200F') or '\u2060' or '\uFEFF' or '\u00AD' or (>= '\u202A' and <= '\u202E') or (< ' ' and not '\t' and not '\n');

    /// <summary>
    /// Text as a careful typist would have written it: NFC, sara am whole (five of its six faults; the sixth, a nikhahit lost
    /// without a trace, only <see cref="Key"/> forgives), private-use glyphs beside Thai text mapped back, marks in order and rejoined to their
    /// consonant, เ+เ as แ, no invisible characters, plain spaces. Never touches digits or Latin text.
    /// </summary>
    public static string Normalise(string text)
    {
        if (IsPlain(text)) return text;
        var t = MapPrivateUse(text).Normalize(NormalizationForm.FormC);
        var into = new StringBuilder(t.Length);
        foreach (var raw in t)
        {
            var c = raw is '\u00A0' or '\u2007' or '\u202F' or '\u3000' ? ' ' : raw;
            if (!IsInvisible(c)) Append(into, c);
        }
        return into.ToString();
    }

    /// <summary>
    /// What is left for comparing: normalised, without spaces, quotes and hyphens, digits in Arabic, Latin letters small,
    /// and ำ, ํา and า as one letter, so that every sara-am fault compares equal.
    /// </summary>
    public static string Key(string text)
    {
        var normal = Normalise(text);
        var into = new StringBuilder(normal.Length);
        foreach (var c in normal)
            if (KeyOf(c) is { } key) into.Append(key);
        return into.ToString();
    }

    /// <summary>What one character of normalised text leaves in a <see cref="Key"/>; null when nothing.</summary>
    public static char? KeyOf(char c)
    {
        if (c == SaraAm) return SaraAa;
        if (c == Nikhahit || char.IsWhiteSpace(c) || c is '-' or '–' or '—' or '"' or '\'' or '“' or '”' or '‘' or '’' or '*' or '\\' or '_') return null;
        return ThaiDigits.IsThai(c) ? (char)('0' + ThaiDigits.ValueOf(c)) : char.ToLowerInvariant(c);
    }

    /// <summary>
    /// Sort key of Thai dictionary order by ordinal comparison: a leading vowel sorts after its consonant; tone marks,
    /// mai taikhu, thanthakhat and nikhahit are ignored at the first level (Royal Institute Dictionary; checked on a provincial table of 85 rows).
    /// </summary>
    public static string SortKey(string text)
    {
        var first = new StringBuilder(text.Length);
        var second = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c is >= '\u0E47' and <= '\u0E4E') second.Append(c);
            else if (c is >= 'เ' and <= 'ไ' && i + 1 < text.Length && IsConsonant(text[i + 1]))
            {
                first.Append(text[i + 1]).Append(c);
                i++;
            }
            else first.Append(c);
        }
        return first.Append('\u0001').Append(second).ToString();
    }

    private static bool IsPlain(string text)
    {
        foreach (var c in text)
            if (c is not ((>= ' ' and <= '~') or '\n' or '\t')) return false;
        return true;
    }

    private static string MapPrivateUse(string text)
    {
        if (text.AsSpan().IndexOfAnyInRange('\uF700', '\uF71A') < 0) return text;
        var thai = false;
        foreach (var c in text) thai |= IsThai(c);
        // The same block is used for Latin small capitals: only beside Thai letters is it Thai.
        if (!thai) return text;
        return string.Create(text.Length, text, static (into, from) =>
        {
            for (var i = 0; i < from.Length; i++) into[i] = from[i] is >= '\uF700' and <= '\uF71A' ? PrivateUse[from[i] - '\uF700'] : from[i];
        });
    }

    private static void Append(StringBuilder into, char c)
    {
        if (c == SaraAa && JoinSaraAm(into)) return;
        if (IsMark(c) && into.Length > 1 && into[^1] == ' ' && CarriesMark(into, into.Length - 2)) into.Length--;
        if (c == 'เ' && into.Length > 0 && into[^1] == 'เ') into[^1] = 'แ';
        else if (IsVowelMark(c) && into.Length > 0 && IsTone(into[^1]))
        {
            // A tone typed before its vowel mark: put the vowel first, as every keyboard order wants it.
            var tone = into[^1];
            into[^1] = c;
            into.Append(tone);
        }
        else if (IsTone(c) && into.Length > 1 && into[^1] is SaraAa or SaraAm && IsConsonant(into[^2])) into.Insert(into.Length - 1, c);
        else if (IsMark(c) && into.Length > 0 && into[^1] == c) return;
        else into.Append(c);
    }

    private static bool CarriesMark(StringBuilder into, int at) => IsConsonant(into[at]) || IsMark(into[at]);

    /// <summary>ํ + า, ํ + tone + า, tone + ํ + า and consonant (tone) + space + า are all a ำ taken apart.</summary>
    private static bool JoinSaraAm(StringBuilder into)
    {
        var n = into.Length;
        if (n >= 2 && into[n - 1] == Nikhahit)
        {
            into[n - 1] = SaraAm;
            return true;
        }
        if (n >= 2 && IsTone(into[n - 1]) && into[n - 2] == Nikhahit)
        {
            into[n - 2] = into[n - 1];
            into[n - 1] = SaraAm;
            return true;
        }
        // No Thai word begins with a bare า, so a space before one is where the nikhahit was.
        if (n >= 2 && into[n - 1] == ' ' && (IsConsonant(into[n - 2]) || (n >= 3 && IsTone(into[n - 2]) && IsConsonant(into[n - 3]))))
        {
            into[n - 1] = SaraAm;
            return true;
        }
        return false;
    }
}
